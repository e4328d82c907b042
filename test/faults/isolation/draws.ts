import * as fc from 'fast-check';
import type { Answer } from '../../support/services.js';
import type { Caller, Key, Organization } from './oracle.js';
import { ownerOf, Step, type Attempt, type Model } from './step.js';

/** Numbers that pick from whatever there is when a step runs. */
const pick = fc.nat(1_000);

/** Who calls, seen from the organization that is called. */
const whoever = fc.oneof(
  { weight: 5, arbitrary: fc.constant({ who: 'an owner' as const, pick: 0 }) },
  { weight: 6, arbitrary: fc.record({ who: fc.constant('a person' as const), pick }) },
  { weight: 3, arbitrary: fc.record({ who: fc.constant('a key of its own' as const), pick }) },
  { weight: 3, arbitrary: fc.record({ who: fc.constant('any key' as const), pick }) },
  { weight: 1, arbitrary: fc.constant({ who: 'nobody' as const, pick: 0 }) },
);
type Whoever = typeof whoever extends fc.Arbitrary<infer T> ? T : never;

function callerOf(model: Model, organization: Organization, { who, pick }: Whoever): Caller {
  switch (who) {
    case 'an owner':
      return ownerOf(model, organization);
    case 'a person':
      return at(model.persons, pick);
    case 'a key of its own':
      return at(organization.keys, pick);
    case 'any key':
      return at(everyKey(model), pick);
    case 'nobody':
      return undefined;
  }
}

/** One of the three. */
export const organizationIndex = fc.nat(2);

/** A thing of the organization that is called, or of any; also what was deleted. */
export const whichever = fc.record({ ofAny: fc.boolean(), pick });
export type Whichever = typeof whichever extends fc.Arbitrary<infer T> ? T : never;

export const everyKey = ({ organizations }: Model): Key[] => organizations.flatMap(({ keys }) => keys);

export const keyOf = (
  model: Model,
  organization: Organization,
  { ofAny, pick }: Whichever,
): Key | undefined => at(ofAny ? everyKey(model) : organization.keys, pick);

export function at<T>(all: readonly T[], pick: number): T | undefined {
  return all[pick % all.length];
}

/** Where a step goes to, and what was drawn for it. */
export interface Place<T> {
  model: Model;
  organization: Organization;
  caller: Caller;
  drawn: T;
}

/** A step at one of the organizations, by somebody. */
export const stepAt = <T extends object>(
  name: string,
  fields: { [K in keyof T]: fc.Arbitrary<T[K]> },
  work: (place: Place<T>, attempt: (one: Attempt) => Promise<Answer>) => Promise<unknown>,
): fc.Arbitrary<Step> =>
  fc.tuple(organizationIndex, whoever, fc.record(fields)).map(
    ([index, who, drawn]) =>
      new Step(name, { organization: index, ...who, ...drawn }, (model, attempt) => {
        const organization = model.organizations[index]!;
        return work(
          { model, organization, caller: callerOf(model, organization, who), drawn: drawn as T },
          attempt,
        );
      }),
  );
