import { errorChain } from '@pocket/problem-details';

const remedies: [reason: RegExp, remedy: string][] = [
  [/^(ER_NO_SUCH_TABLE|ER_BAD_FIELD_ERROR|SQLITE_ERROR)$/, 'Run "npm run migrate"'],
  [/ACCESS_DENIED/, 'Grant its user SELECT, INSERT, UPDATE and DELETE on the database'],
  [/READ_?ONLY|OPTION_PREVENTS/, 'The service must be able to write'],
  [/FULL/, 'Free some space'],
  [/CANTOPEN/, 'The SQLite file and its folder must be readable and writable'],
];

/** The error with which a start is refused: what the database says, in one line, and what to do. */
export function unusableDatabase(cause: unknown): Error {
  const { code = '', message = '' } = errorChain(cause).at(-1) ?? {};
  const remedy = remedies.find(([reason]) => reason.test(code))?.[1];
  // Of several lines the others may show SQL.
  const said = message.split('\n', 1)[0];
  return new Error(`The database cannot be used: ${said}.${remedy ? ` ${remedy}.` : ''}`, { cause });
}
