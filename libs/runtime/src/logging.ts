import type { LoggerService } from '@nestjs/common';
import { changesContext } from '@pocket/revocation';
import { pino, type Logger } from 'pino';
import pretty from 'pino-pretty';
import { withoutCredentials } from './credentials.js';
import type { Environment } from './environment.js';
import { reasonOf } from './reason-of.js';

export interface Log {
  logger: Logger<'change'>;
  /** Writes the lines that are kept for a moment, to be written together. */
  flush(): void;
}

/**
 * JSON in production, readable lines otherwise; on standard output, and never with a credential. In production a line is
 * written within 100 ms, or when {@link Log.flush} is called.
 */
export function createLogger({ production, LOG_LEVEL }: Pick<Environment, 'production' | 'LOG_LEVEL'>): Log {
  const options = {
    level: LOG_LEVEL,
    customLevels: changeLevel,
    base: undefined,
    // Once more for readable lines, which are read from JSON.
    hooks: {
      streamWrite: (line: string) => escapeUnseen(withoutCredentials(line), production ? '\\u' : '\\\\u'),
    },
  };
  if (production) {
    // To write the line of each request by itself takes longer than to make it.
    const output = pino.destination({ dest: 1, sync: true, minLength: 4_096, periodicFlush: 100 });
    process.once('exit', () => output.flushSync());
    // `flushSync` also waits until the disk has it, during which no request is answered.
    return { logger: pino(options, output), flush: () => output.flush() };
  }
  const lines = { sync: true, translateTime: 'HH:MM:ss', ignore: 'context', messageFormat: '{msg}' };
  const output = pretty({ ...lines, customLevels: 'change:70', useOnlyCustomProps: false });
  return { logger: pino(options, output), flush: () => undefined };
}

/** Above all others, so that only `silent` leaves out who changed what. */
const changeLevel = { change: 70 };

/** What steers a terminal or turns text around, and stays as it is in JSON: callers choose a part of some lines. */
const unseen = /[\u007f-\u009f\u2028\u2029\p{Bidi_Control}]/gu;
const escapeUnseen = (line: string, mark: string) =>
  line.replace(unseen, (character) => mark + character.charCodeAt(0).toString(16).padStart(4, '0'));

/** Nest's own lines in the same log, written at once. */
export class NestLogger implements LoggerService {
  private readonly logger: Logger<'change'>;

  constructor(private readonly written: Log) {
    // Only such a line may have an object in it; to look for one costs more than all else of the line of a request.
    this.logger = written.logger.child({}, { redact: ['*.authorization', '*.cookie'] });
  }

  log = (message: unknown, context?: string) => this.write('info', message, context);
  error = (message: unknown, ...rest: unknown[]) => this.write('error', message, rest.at(-1));
  warn = (message: unknown, context?: string) => this.write('warn', message, context);
  // Nest's list of every module and route at start-up is for its developers.
  debug = (message: unknown, context?: string) => this.write('debug', message, context);
  verbose = (message: unknown, context?: string) => this.write('trace', message, context);
  fatal = (message: unknown, context?: string) => this.write('fatal', message, context);

  private write(
    level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal',
    message: unknown,
    context: unknown,
  ): void {
    const chatter = level === 'info' && typeof context === 'string' && nestContexts.has(context);
    const isChange = context === changesContext;
    const fields = fieldsOf(message);
    this.logger[isChange ? 'change' : chatter ? 'debug' : level]({ context, ...fields });
    this.written.flush();
  }
}

const nestContexts = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

/** Of an error no more than its reason and code: a database error carries SQL and hashes besides. */
function fieldsOf(message: unknown): object {
  if (message instanceof Error)
    return { msg: reasonOf(message), code: (message as NodeJS.ErrnoException).code };
  return typeof message === 'object' && message !== null ? message : { msg: String(message) };
}
