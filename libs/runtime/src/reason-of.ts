import { QueryFailedError } from 'typeorm';

/** What went wrong, for the operator who reads it: never the SQL of a failed query, nor a value as long as a hash or a secret. */
export function reasonOf(error: unknown): string {
  const { message, code, port } = Object(error) as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `port ${port} is in use. End the process that uses it, or set PORT.`;
  const whole = message || code || String(error);
  if (!(error instanceof QueryFailedError) && !('sqlState' in Object(error))) return whole;
  const [line = ''] = whole.split('\n', 1);
  return line.replace(/ near '.*/, '').replace(/\w{32,}/g, '…');
}
