/** Column options that mean the same on every engine; ids are compared case-sensitively. */
export const ascii = { charset: 'ascii', collation: 'ascii_bin' };
export const text = { charset: 'utf8mb4', collation: 'utf8mb4_bin' };
export const time = { type: 'datetime', precision: 3 };
