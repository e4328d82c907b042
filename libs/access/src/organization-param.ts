const likely = /^org(_?id|anization(_?id)?)?$/i;

/** The parameter of a path that must mean its organization, but under a name that the guards do not read. */
export function misnamedOrganization(names: readonly string[]): string | undefined {
  return names.includes('orgId') ? undefined : names.find((name) => likely.test(name));
}
