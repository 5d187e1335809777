import { ManagedProcess, type ManagedProcessOptions } from './managed-process.ts';
import type { ProcessPlan } from './process-plan.ts';
import { stopOrder } from './stop-order.ts';

/** How often the files of the processes are looked after. */
const FILE_CHECK_MS = 2_000;

/** All processes of this start: they start together and end in order. */
export class Fleet {
  readonly processes: ManagedProcess[];
  readonly #fileTimer: NodeJS.Timeout;

  constructor(plans: ProcessPlan[], options: ManagedProcessOptions, logFileMaxBytes: number) {
    this.processes = plans.map((plan) => new ManagedProcess(plan, options));
    this.#fileTimer = setInterval(() => {
      for (const each of this.processes) each.lookAfterFiles(logFileMaxBytes);
    }, FILE_CHECK_MS);
    // Whatever ends this process, even a fault of its own, leaves none of them behind.
    process.on('exit', this.kill);
  }

  find(name: string): ManagedProcess | undefined {
    return this.processes.find(({ plan }) => plan.name === name);
  }

  /** Starts those whose names pass, and resolves when all of them are ready. */
  async start(which: (name: string) => boolean): Promise<void> {
    const chosen = this.processes.filter(({ plan }) => which(plan.name));
    for (const each of chosen) each.start();
    await Promise.all(chosen.map((each) => each.whenReady()));
  }

  /** Ends all, group by group. */
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
