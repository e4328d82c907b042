import { Logger } from '@nestjs/common';
import { errorChain } from '@pocket/problem-details';
import type { DataSource, EntityManager } from 'typeorm';
import { Revocations } from './revocations.js';

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
  /**
   * Takes a right away: {@link UnitOfWork.run} returns once no process relies on what it knew of this subject. Where there was
   * nothing to take away, it was perhaps another who did, so that it is called all the same. At most 64 characters of ASCII.
   */
  revoke(subject: string): void;
}

/**
 * Changes the database as a whole or not at all, in a transaction of its own: never in one that the host has open,
 * because what is answered must be committed.
 */
export class UnitOfWork {
  private readonly revocations?: Revocations;

  constructor(private readonly dataSource: DataSource) {
    this.revocations = Revocations.of(dataSource);
  }

  /** Resolves once the work is committed, and known to every process where it has revoked something. */
  async run<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const changes: object[] = [];
    const subjects: string[] = [];
    let revocation: number | undefined;
    let isCommitting = false;
    const result = await this.dataSource
      .transaction(async (manager) => {
        const done = await work({
          manager,
          logChange: (line) => void changes.push(line),
          revoke: (subject) => void subjects.push(subject),
        });
        // Last, since all others who revoke wait for it from here on.
        if (subjects.length > 0) revocation = await this.revocations?.note(manager, subjects);
        isCommitting = true;
        return done;
      })
      .catch((error: unknown) => {
        if (isCommitting && isAnswerLost(error))
          for (const line of changes) changeLog.log({ ...line, outcome: 'unknown' });
        throw error;
      });
    for (const line of changes) changeLog.log(line);
    if (revocation !== undefined) await this.revocations?.settled(revocation);
    return result;
  }
}

/** A server that was killed while it committed says so; every other error of its own means that it has rolled back. */
const mayHaveCommitted =
  /^(?!ER_|SQLITE_)|^ER_(SERVER_SHUTDOWN|NORMAL_SHUTDOWN|CONNECTION_KILLED|QUERY_INTERRUPTED)$/;

const isAnswerLost = (error: unknown) =>
  errorChain(error).some(({ code }) => code !== undefined && mayHaveCommitted.test(code));
