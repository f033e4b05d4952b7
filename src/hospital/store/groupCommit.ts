/**
 * Writes that arrive together become durable together: one transaction, hence one sync of the disk, for all that
 * came in one turn of the event loop. Each is answered only when it is durable.
 */
import { soon } from '../../node/soon.ts';
import type { Database } from '../../replica/database.ts';

interface Job {
  /** Runs inside the shared transaction; answers what to do once it is durable. */
  run(): () => void;
  fail(error: unknown): void;
}

export class GroupCommit {
  readonly #database: Database;
  #jobs: Job[] = [];

  constructor(database: Database) {
    this.#database = database;
  }

  /** Resolves with what `work` answered when its writes are durable. What one work throws undoes that one alone. */
  async write<Result>(work: () => Result): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      const run = (): (() => void) => {
        try {
          const result = this.#database.immediate(work);
          return () => resolve(result);
        } catch (error) {
          return () => reject(error);
        }
      };
      this.#jobs.push({ run, fail: reject });
      if (this.#jobs.length === 1) soon(() => this.#commit());
    });
  }

  #commit(): void {
    const jobs = this.#jobs;
    this.#jobs = [];
    try {
      const answers = this.#database.immediate(() => jobs.map((job) => job.run()));
      for (const answer of answers) answer();
    } catch (error) {
      for (const job of jobs) job.fail(error);
    }
  }
}
