import { isTrustworthyUrl } from '@pocket/validation';
import { cleanEnv, makeValidator, type ValidatorSpec } from 'envalid';

/** The variables that something reads, by name. */
export type Variables = Record<string, ValidatorSpec<unknown>>;
/** What they are read as. */
export type ValuesOf<V extends Variables> = {
  [Name in keyof V]: V[Name] extends ValidatorSpec<infer Value> ? Value : never;
};

/** One line for each variable that is wrong, naming it and the accepted form. */
export class EnvironmentError extends Error {
  constructor(readonly faults: string[]) {
    super(faults.join('\n'));
  }
}

/** A variable of which `read` makes a value; `undefined` means that it does not have the accepted form. */
export function variable<T>(acceptedForm: string, read: (text: string) => T | undefined) {
  return makeValidator<T>((text: string) => {
    const value = read(text);
    if (value === undefined) throw new Error(`must be ${acceptedForm}`);
    return value;
  });
}

export const matching = (pattern: RegExp) => (text: string) => (pattern.test(text) ? text : undefined);

export const wholeNumber = (min: number, max: number) =>
  variable(`a whole number from ${min} to ${max}`, (text) =>
    /^\d{1,8}$/.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : undefined,
  );

export const oneOf = (values: string[]) => (text: string) => (values.includes(text) ? text : undefined);

/** The parts of a list without white space around them. */
export const listOf = (text: string, separator = ',') =>
  text
    .split(separator)
    .map((item) => item.trim())
    .filter(Boolean);

/** The names under which this machine alone is reached. */
export const loopbackHosts = ['127.0.0.1', 'localhost', '::1'];

export const secureUrlForm = 'an https: URL without query or credentials (http: on a loopback address)';

export function secureUrl(text: string): string | undefined {
  if (!isTrustworthyUrl(text)) return undefined;
  const { username, password, search, hash } = new URL(text);
  return !username && !password && !search && !hash ? text : undefined;
}

/** Every variable that is set; an empty one counts as absent. */
export function givenOf(source: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(source).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
    ),
  );
}

/** The values of these variables, and a line for each that is wrong. */
export function readVariables<V extends Variables>(
  given: Record<string, string>,
  variables: V,
): { values: ValuesOf<V>; faults: string[] } {
  const faults: string[] = [];
  const values = cleanEnv(given, variables, {
    reporter: ({ errors }) => {
      for (const [name, error] of Object.entries(errors))
        faults.push(`${name} ${error?.message ?? 'is not valid'}`);
    },
  });
  return { values: { ...values } as ValuesOf<V>, faults };
}
