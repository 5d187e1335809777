import { closeSync } from 'node:fs';
import type { ProcessPlan } from './process-plan.ts';
import { boundHeldLog, boundRoleLog, openRoleLog } from './role-log.ts';

/** The log file that a role's process writes to. Opened again for each process, and kept below a size. */
export class HeldLog {
  readonly #plan: Pick<ProcessPlan, 'logFile' | 'title' | 'output'>;
  readonly #say: (line: string) => void;
  #descriptor: number | undefined;
  #saidMoved = false;

  constructor(plan: Pick<ProcessPlan, 'logFile' | 'title' | 'output'>, say: (line: string) => void) {
    this.#plan = plan;
    this.#say = say;
  }

  /** Undefined if the file can't be opened. The output is then dropped. */
  open(): number | undefined {
    this.close();
    const { logFile, title } = this.#plan;
    this.#descriptor = openRoleLog(logFile);
    this.#saidMoved = false;
    if (this.#descriptor === undefined)
      this.#say(`${logFile} can't be opened, so ${title} writes no log until it restarts.`);
    return this.#descriptor;
  }

  close(): void {
    if (this.#descriptor === undefined) return;
    closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  /** Keeps the file below this size, even after somebody moved or deleted it. */
  bound(maxBytes: number): void {
    const { logFile, title, output } = this.#plan;
    // The supervisor appends by file name the lines that it reads from the process.
    if (output || this.#descriptor === undefined) boundRoleLog(logFile, maxBytes);
    if (this.#descriptor === undefined || output || boundHeldLog(logFile, this.#descriptor, maxBytes)) return;
    if (!this.#saidMoved)
      this.#say(
        `The log file of ${title}, ${logFile}, was moved or deleted; ${title} writes to the old file until it restarts.`,
      );
    this.#saidMoved = true;
  }
}
