import type { Plan } from './plans.js';
import type { Answer, Request } from './requests.js';

/** What was sent and answered, in figures, and each kind of fault with one example of it. */
export class Figures {
  /** The operations that have accepted a request. */
  readonly accepted = new Set<string>();
  readonly faults = new Map<string, { count: number; example: string }>();
  private readonly classes = new Map<string, number>();
  private readonly operations = new Map<string, number>();
  private count = 0;
  private odd = 0;

  /** `replay` is the command that leads to this request again. */
  add(request: Request, answer: Answer, faults: string[], replay: string): void {
    const { id, method } = request.plan.operation;
    const labels = labelsOf(request.plan);
    this.count++;
    if (labels.length > 0) this.odd++;
    increment(this.classes, `${Math.floor(answer.status / 100)}xx`);
    increment(this.operations, id);
    if (answer.status < 300 && request.method === method) this.accepted.add(id);
    for (const fault of faults) {
      const kind = `${id} [${labels.join('; ')}] ${fault.replace(/(org|key|rec|tpl)_\w+/g, '$1_…')}`;
      const known = this.faults.get(kind);
      if (known) known.count++;
      else this.faults.set(kind, { count: 1, example: exampleOf(request, answer, replay) });
    }
  }

  line(): string {
    const { count, odd } = this;
    return [
      `${count} requests: ${figures(this.classes)}`,
      `${odd} odd, ${count - odd} valid`,
      `${this.faults.size} kinds of fault`,
      figures(this.operations),
    ].join('; ');
  }

  report(): string {
    const all = [...this.faults].map(([kind, { count, example }]) => `${count} x ${kind}\n${example}`);
    return `${all.length} kinds of fault\n\n${all.join('\n\n')}`;
  }
}

const increment = (map: Map<string, number>, name: string) => map.set(name, (map.get(name) ?? 0) + 1);

const figures = (map: Map<string, number>) =>
  [...map]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, number]) => `${name} ${number}`)
    .join(', ');

/** Each way in which the request is not as usual. */
function labelsOf({ operation, method, query, body, headers, organization, resource }: Plan): string[] {
  const hasOrganization = operation.path.includes('{orgId}');
  const hasResource = /\{(?!orgId)/.test(operation.path);
  return [
    ...(method === operation.method ? [] : [method]),
    ...(hasOrganization && organization.kind === 'odd' ? [`organization: ${organization.oddity.label}`] : []),
    ...(hasResource && resource.kind === 'odd' ? [`resource: ${resource.oddity.label}`] : []),
    ...(query.label === undefined ? [] : [`query ${query.label}`]),
    ...(body?.label === undefined ? [] : [`body ${body.label}`]),
    ...(headers.label === '' ? [] : [headers.label]),
  ];
}

/** What a person needs to understand it; credentials are cut. */
function exampleOf(
  { plan, sender, isEntitled, method, path, headers }: Request,
  answer: Answer,
  replay: string,
): string {
  const shown = Object.entries(headers).map(([name, value]) => ` -H '${name}: ${value}'`);
  const body = Buffer.from(plan.body?.bytes ?? []).toString();
  const data = body === '' ? '' : ` -d '${shortened(body, 600)}'`;
  const lines = [
    `${plan.operation.id} by ${sender.name}, who ${isEntitled ? 'may' : 'may not'}`,
    `curl -X ${method} '${shortened(path, 300)}'${shown.join('')}${data}`,
    `${answer.status} ${shortened(answer.text, 400)}`,
    `again: ${replay}`,
  ];
  const secrets = /(eyJ|pk_live_|Basic )[\w.+/=-]+/gi;
  return lines.map((line) => `  ${line.replace(secrets, '$1…')}`).join('\n');
}

const shortened = (text: string, length: number) =>
  text.length > length ? `${text.slice(0, length)}… (${text.length} characters)` : text;
