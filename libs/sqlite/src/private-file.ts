import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Creates a database file, and the folders above it, that nobody else may read; what is there already stays as it is.
 * SQLite gives the files beside it the same mode.
 */
export function createPrivately(path: string): void {
  if (path === ':memory:' || path === '' || existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, 'a', 0o600));
}
