import { at, stepAt, whichever, type Place, type Whichever } from './draws.js';
import { noteUse, notFound, refusal, type Expected, type Organization, type Recording } from './oracle.js';
import { present, shown, type Attempt, type Model } from './step.js';

const unknownId = 'rec_00000000000000000000000000';
const read = { role: 'viewer', scope: 'recordings:read' } as const;
const write = { role: 'admin', scope: 'recordings:write' } as const;
const pathOf = ({ id }: Organization) => `/api/v1/organization/${id}/recordings`;

/** A request to the internal service; a key that is let in was used, whatever it asked for. */
function asked(
  { organization, caller }: Pick<Place<unknown>, 'organization' | 'caller'>,
  rule: typeof read | typeof write,
  { expected, learn, ...request }: Pick<Attempt, 'method' | 'path' | 'body' | 'expected' | 'learn'>,
): Attempt {
  return {
    service: 'recordings',
    ...request,
    caller,
    expected: (now, answer) => refusal(caller, organization, rule, now) ?? expected(now, answer),
    learn: (answer, span) => {
      if (answer.status < 300 || !refusal(caller, organization, rule, span.from)) noteUse(caller, span);
      if (answer.status < 300) learn?.(answer, span);
    },
  };
}

const create = stepAt('create a recording', {}, (place, attempt) => {
  const { organization } = place;
  const title = `Recording ${organization.recordings.length} of ${organization.marker}`;
  return attempt(
    asked(place, write, {
      method: 'POST',
      path: pathOf(organization),
      body: { title },
      expected: (_, { body: { id, created_at } }) => ({
        status: 201,
        body: { id, title, duration: 0, language: 'und', created_at },
      }),
      learn: ({ body }) =>
        void organization.recordings.push({ ...(body as unknown as Recording), isDeleted: false }),
    }),
  );
});

const list = stepAt('list recordings', {}, (place, attempt) =>
  attempt(
    asked(place, read, {
      path: `${pathOf(place.organization)}?limit=100`,
      expected: () => ({
        status: 200,
        body: { recordings: present(place.organization.recordings), next_cursor: null },
      }),
    }),
  ),
);

function recordingOf({ organizations }: Model, { recordings }: Organization, { ofAny, pick }: Whichever) {
  return at(ofAny ? organizations.flatMap((one) => one.recordings) : recordings, pick);
}

/** A request about one recording, which may be another's or deleted. */
const about = (
  name: string,
  method: 'GET' | 'PATCH' | 'DELETE',
  work: (recording: Organization['recordings'][number]) => {
    body?: object;
    answer: () => object;
    learn?: () => void;
  },
) =>
  stepAt(name, { recording: whichever }, (place, attempt) => {
    const { model, organization, drawn } = place;
    const recording = recordingOf(model, organization, drawn.recording);
    const isThere = recording && !recording.isDeleted && organization.recordings.includes(recording);
    const { body, answer, learn } = recording ? work(recording) : { answer: () => ({}) };
    return attempt(
      asked(place, method === 'GET' ? read : write, {
        method,
        path: `${pathOf(organization)}/${recording?.id ?? unknownId}`,
        ...(method === 'PATCH' && { body: body ?? {} }),
        expected: (): Expected => (isThere ? { status: 200, body: answer() } : notFound),
        learn: () => learn?.(),
      }),
    );
  });

const get = about('get a recording', 'GET', (recording) => ({ answer: () => shown(recording) }));
const change = about('change a recording', 'PATCH', (recording) => {
  const duration = recording.duration + 1;
  return {
    body: { duration },
    answer: () => ({ ...shown(recording), duration }),
    learn: () => void (recording.duration = duration),
  };
});
const remove = about('delete a recording', 'DELETE', (recording) => ({
  answer: () => ({ success: true }),
  learn: () => void (recording.isDeleted = true),
}));

export const recordingSteps = [
  { weight: 3, arbitrary: create },
  { weight: 1, arbitrary: list },
  { weight: 1, arbitrary: get },
  { weight: 2, arbitrary: change },
  { weight: 1, arbitrary: remove },
];
