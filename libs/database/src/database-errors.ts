import { errorChain } from '@pocket/problem-details';

const duplicate = /^(ER_DUP_ENTRY|ER_DUP_ENTRY_WITH_KEY_NAME|SQLITE_CONSTRAINT_(PRIMARYKEY|UNIQUE))$/;

/** A primary key or a unique index has this value already. */
export function isDuplicate(error: unknown): boolean {
  return errorChain(error).some(({ code = '' }) => duplicate.test(code));
}
