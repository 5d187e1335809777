import { ManagedProcess, type ManagedProcessOptions } from './managed-process.ts';
import type { ProcessPlan } from './process-plan.ts';
import { stopOrder } from './stop-order.ts';

/** How often the log and record files of the processes are checked. */
const FILE_CHECK_MS = 2_000;

/** All processes of this start. They start together and end in order. */
export class Fleet {
  readonly processes: ManagedProcess[];
  readonly #fileTimer: NodeJS.Timeout;

  constructor(plans: ProcessPlan[], options: ManagedProcessOptions, logFileMaxBytes: number) {
    this.processes = plans.map((plan) => new ManagedProcess(plan, options));
    this.#fileTimer = setInterval(() => {
      for (const each of this.processes) each.lookAfterFiles(logFileMaxBytes);
    }, FILE_CHECK_MS);
    // When this process exits for any reason, even an error, no process is left behind.
    process.on('exit', this.kill);
  }

  find(name: string): ManagedProcess | undefined {
    return this.processes.find(({ plan }) => plan.name === name);
  }

  /** Starts the processes whose names pass. Resolves when all of them are ready. */
  async start(which: (name: string) => boolean): Promise<void> {
    const chosen = this.processes.filter(({ plan }) => which(plan.name));
    for (const each of chosen) each.start();
    await Promise.all(chosen.map((each) => each.whenReady()));
  }

  /** Ends all processes, group by group. */
  async stop(): Promise<void> {
    for (const group of stopOrder(this.processes)) await Promise.all(group.map((each) => each.stop()));
    clearInterval(this.#fileTimer);
    process.off('exit', this.kill);
  }

  /** Kills all at once. */
  kill = (): void => {
    for (const each of this.processes) each.kill();
  };
}
