import { run } from './tools.mjs';

/** What three rulesets find in a document, warnings included, and whether Redocly's score of it is too low. */
export async function findingsIn(file, { minimumScore }) {
  const { problems } = await run('redocly', 'lint', file, '--config=openapi/redocly.yaml', '--format=json');
  const redocly = problems.map(
    ({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer}: ${message}`,
  );
  const findings = await run(
    'spectral',
    'lint',
    file,
    '--ruleset=openapi/spectral.yaml',
    '--format=json',
    '--quiet',
  );
  const spectral = findings.map(({ code, message, path }) => `${code} ${path.join('/')}: ${message}`);
  const { agentReadiness: score } = await run('redocly', 'score', file, '--format=json');
  const low = score >= minimumScore ? [] : [`Redocly's score is ${score}, less than ${minimumScore}`];
  return [...redocly, ...spectral, ...low];
}
