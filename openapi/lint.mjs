// Lints the documents by three rulesets and by Redocly's score; each finding, warnings included, fails.
import { documents } from './documents.mjs';
import { run } from './tools.mjs';

for (const { path, minimumScore } of documents) {
  const { problems } = run('redocly', 'lint', path, '--config=openapi/redocly.yaml', '--format=json');
  const redocly = problems.map(
    ({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer}: ${message}`,
  );
  const findings = run(
    'spectral',
    'lint',
    path,
    '--ruleset=openapi/spectral.yaml',
    '--format=json',
    '--quiet',
  );
  const spectral = findings.map(({ code, message, path: place }) => `${code} ${place.join('/')}: ${message}`);
  const { agentReadiness: score } = run('redocly', 'score', path, '--format=json');
  const low = score >= minimumScore ? [] : [`Redocly's score is ${score}, less than ${minimumScore}.`];
  for (const line of [...redocly, ...spectral, ...low]) console.error(`${path}: ${line}`);
  console.log(
    `${path}: Redocly ${redocly.length}, Spectral ${spectral.length} findings, score ${score} of 100.`,
  );
  if (redocly.length + spectral.length + low.length > 0) process.exitCode = 1;
}
