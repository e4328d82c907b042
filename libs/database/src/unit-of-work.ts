import { Logger } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';

const logger = new Logger('UnitOfWork');

/** A transaction under way. */
export interface Transaction {
  /** What every change of this transaction is made with. */
  manager: EntityManager;
  /** Registers what must happen once the change is committed, such as its line in the log; in the order of the calls. */
  afterCommit(task: () => void | Promise<void>): void;
}

/**
 * Changes the database as a whole or not at all, in a transaction of its own: never in one that the host has open,
 * because what is answered must be committed.
 */
export class UnitOfWork {
  constructor(private readonly dataSource: DataSource) {}

  /** Resolves once the work is committed and what it registered for then is done. */
  async run<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const tasks: (() => void | Promise<void>)[] = [];
    const result = await this.dataSource.transaction((manager) =>
      work({ manager, afterCommit: (task) => void tasks.push(task) }),
    );
    // The change stands, whatever becomes of these.
    for (const task of tasks)
      await Promise.resolve()
        .then(task)
        .catch((error: unknown) => logger.error(`After the commit: ${(error as Error).name}`));
    return result;
  }
}
