import { isDeepStrictEqual } from 'node:util';
import type { AsyncCommand } from 'fast-check';
import type { Answer, TestService } from '../../support/services.js';
import {
  isKey,
  keysOf,
  listed,
  maySee,
  type Caller,
  type Expected,
  type Organization,
  type Person,
  type Recording,
  type Span,
} from './oracle.js';

/** What the oracle believes. */
export interface Model {
  organizations: Organization[];
  persons: Person[];
}

/** What it is compared with, and what came of it. */
export interface Services {
  api: Pick<TestService, 'call'>;
  recordings: Pick<TestService, 'call'>;
  /** The credential of a service that introspects. */
  basic: string;
  operations: number;
  comparisons: number;
  /** The steps that were let through at least once, and those that ran at all. */
  allowed: Set<string>;
  ran: Set<string>;
}

/** One request, and what the oracle expects of it. */
export interface Attempt {
  service: 'api' | 'recordings';
  method?: string;
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
  caller: Caller;
  /** At this moment; what only the service can know, such as a new id, is taken from the answer. */
  expected(now: number, answer: Answer): Expected;
  /** Tells the oracle what an expected answer means. */
  learn?(answer: Answer, span: Span): void;
}

/** One operation of the model's run: requests one after the other, each as its predecessors allow. */
export class Step implements AsyncCommand<Model, Services> {
  constructor(
    private readonly name: string,
    private readonly drawn: object,
    private readonly work: (model: Model, attempt: (one: Attempt) => Promise<Answer>) => Promise<unknown>,
  ) {}

  check(): boolean {
    return true;
  }

  async run(model: Model, services: Services): Promise<void> {
    services.operations++;
    services.ran.add(this.name);
    let changes = false;
    await this.work(model, async (attempt) => {
      changes ||= (attempt.method ?? 'GET') !== 'GET';
      const answer = await judged(model, services, attempt);
      if (answer.status < 300) services.allowed.add(this.name);
      return answer;
    });
    // Of the organization that was called, and of the others, which may not have noticed anything.
    if (changes)
      for (const organization of model.organizations) await seenByItsOwner(model, services, organization);
  }

  toString(): string {
    return `${this.name}(${JSON.stringify(this.drawn)})`;
  }
}

/** Sends one request and throws where the answer is not the oracle's at any moment of it, or tells of another tenant. */
export async function judged(model: Model, services: Services, attempt: Attempt): Promise<Answer> {
  const { service, method = 'GET', path, body, headers, caller } = attempt;
  const token = isKey(caller) ? caller.secret : caller?.token;
  const from = Date.now();
  const answer = await services[service].call(path, { method, body, token, headers });
  const span = { from, to: Date.now() };
  services.comparisons++;
  const wanted = momentsOf(model, span).map((now) => attempt.expected(now, answer));
  const seen = seenAs(answer);
  const what = `${method} ${path} ${JSON.stringify(body ?? '')} by ${nameOf(caller)}`;
  if (!wanted.some((one) => isDeepStrictEqual(seen, seenAs({ ...answer, ...asAnswer(one) }))))
    throw new Error(`${what}\nanswered ${answer.status} ${answer.text}\nnot ${JSON.stringify(wanted)}`);
  const secrets = model.organizations.filter((one) => !maySee(caller, one)).flatMap(namesOf);
  const leaked = secrets.find((secret) => answer.text.includes(secret));
  if (leaked !== undefined) throw new Error(`${what}\nleaked ${leaked} of another tenant: ${answer.text}`);
  attempt.learn?.(answer, span);
  return answer;
}

/** Everything of an organization, as an owner sees it, is what the oracle says. */
export async function seenByItsOwner(
  model: Model,
  services: Services,
  organization: Organization,
): Promise<void> {
  const caller = ownerOf(model, organization);
  const path = `/api/v1/organization/${organization.id}`;
  const { members, recordings } = organization;
  const views: Attempt[] = [
    {
      service: 'api',
      path: `${path}/api-keys`,
      caller,
      expected: (_, answer) => ({
        status: 200,
        body: {
          keys: keysOf(organization)
            .map((key) => listed(key, answer))
            .toReversed(),
        },
      }),
    },
    {
      service: 'api',
      path: `${path}/members`,
      caller,
      expected: () => ({ status: 200, body: { members: [...members.values()] } }),
    },
    {
      service: 'recordings',
      path: `${path}/recordings?limit=100`,
      caller,
      expected: () => ({ status: 200, body: { recordings: present(recordings), next_cursor: null } }),
    },
  ];
  await Promise.all(views.map((view) => judged(model, services, view)));
}

/** There is always one. */
export function ownerOf({ persons }: Model, { members, marker }: Organization): Person {
  const owner = persons.find(({ userId }) => {
    const member = members.get(userId);
    return member?.role === 'owner' && member.status === 'active';
  });
  if (!owner) throw new Error(`${marker} has lost its last active owner.`);
  return owner;
}

/** As its service shows it. */
export function shown(recording: Organization['recordings'][number]): Recording {
  const { isDeleted: _, ...rest } = recording;
  return rest;
}

/** Newest first. */
export const present = (recordings: Organization['recordings']): Recording[] =>
  recordings
    .filter(({ isDeleted }) => !isDeleted)
    .map(shown)
    .toReversed();

/** The only thing that changes by itself is that keys expire. */
function momentsOf({ organizations }: Model, { from, to }: Span): number[] {
  const expiries = organizations.flatMap(({ keys }) =>
    keys.map(({ expiresAt }) => Date.parse(expiresAt ?? '')),
  );
  return [from, ...expiries.filter((time) => time > from && time <= to).sort((a, b) => a - b), to];
}

const asAnswer = ({ status, body, ...problem }: Expected) => ({
  status,
  body: (body ?? problem) as Answer['body'],
});

/** What of an answer the contract fixes. Members of the same millisecond have no order in time. */
function seenAs({ status, body }: Pick<Answer, 'status' | 'body'>): unknown {
  if (status >= 400) return { status, code: body.code, required_role: body.required_role };
  if (!Array.isArray(body.members)) return { status, body };
  const members = [...(body.members as { user_id: string }[])].sort((a, b) =>
    a.user_id < b.user_id ? -1 : 1,
  );
  return { status, body: { ...body, members } };
}

const namesOf = ({ id, marker, keys, recordings }: Organization): string[] => [
  id,
  marker,
  ...keys.map((key) => key.id),
  ...recordings.map((recording) => recording.id),
];

const nameOf = (caller: Caller) => (isKey(caller) ? caller.id : (caller?.userId ?? 'nobody'));
