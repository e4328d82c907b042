import { Logger } from '@nestjs/common';
import { errorChain } from '@pocket/problem-details';
import type { DataSource, EntityManager } from 'typeorm';

/** The context of lines that name a change; a logger that has levels should write them at every one. */
export const changesContext = 'Changes';
const changeLog = new Logger(changesContext);

/** A transaction under way. */
export interface Transaction {
  /** What every change of this transaction is made with. */
  manager: EntityManager;
  /**
   * Names a change in the log once it is committed: `msg` says what, further members who and where, never a secret. Where
   * nobody can know whether it was committed, the line has `outcome: 'unknown'`.
   */
  logChange(line: { msg: string } & Record<string, unknown>): void;
}

/**
 * Changes the database as a whole or not at all, in a transaction of its own: never in one that the host has open,
 * because what is answered must be committed.
 */
export class UnitOfWork {
  constructor(private readonly dataSource: DataSource) {}

  /** Resolves once the work is committed. */
  async run<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const changes: object[] = [];
    let isCommitting = false;
    const result = await this.dataSource
      .transaction(async (manager) => {
        const done = await work({ manager, logChange: (line) => void changes.push(line) });
        isCommitting = true;
        return done;
      })
      .catch((error: unknown) => {
        if (isCommitting && isAnswerLost(error))
          for (const line of changes) changeLog.log({ ...line, outcome: 'unknown' });
        throw error;
      });
    for (const line of changes) changeLog.log(line);
    return result;
  }
}

/** A server that was killed while it committed says so; every other error of its own means that it has rolled back. */
const mayHaveCommitted =
  /^(?!ER_|SQLITE_)|^ER_(SERVER_SHUTDOWN|NORMAL_SHUTDOWN|CONNECTION_KILLED|QUERY_INTERRUPTED)$/;

const isAnswerLost = (error: unknown) =>
  errorChain(error).some(({ code }) => code !== undefined && mayHaveCommitted.test(code));
