let jose: Promise<typeof import('jose')> | undefined;

/**
 * Loaded with the first token and not with the library: jose is an ES module, which Jest on Node 20 cannot
 * `require`, and the test of a guarded controller needs none of it.
 */
export const loadJose = () => (jose ??= import('jose'));
