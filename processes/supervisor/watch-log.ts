import { backoff } from '../../contracts/timing/backoff.ts';
import { Repeat } from '../../contracts/timing/repeat.ts';

interface LogWatchOptions {
  /** Writes to the log. Rejects if the write isn't confirmed in time. */
  probe(): Promise<void>;
  /** The failed write to disk that nats-server has logged since it started; undefined for none. */
  storageError(): string | undefined;
  freeBytes(): Promise<number>;
  /** Why the data folder can't be written even if it has space; undefined if it can. */
  unwritable?(): string | undefined;
  /** Whether the streams are known to exist. If not, the first confirmed write shows that they do. */
  streamsExist: boolean;
  /** Whether nats-server runs. If not, the supervisor is already restarting it. */
  isRunning(): boolean;
  /** Ends nats-server and starts it again. */
  restart(): Promise<void>;
  say(line: string): void;
  limits: {
    logProbeIntervalMs: number;
    logProbeFailures: number;
    minFreeDiskBytes: number;
    logRestartDelayMaxMs: number;
  };
}

/**
 * Watches whether a running nats-server still confirms writes, and restarts it if it doesn't. After a full disk,
 * nats-server refuses writes until it is restarted, even if there is space again.
 *
 *   confirming ─ problem ─┬─ space ────► restarting ─ confirmed ─► confirming
 *                         │                ▲   └─ problem again, after a longer delay ─► restarting
 *                         └─ no space, or read-only ─► full ─ space again ─► restarting
 *
 * A problem is a failed write that the server logged, or several probes in a row that weren't confirmed.
 */
export function watchLog(options: LogWatchOptions): { stop(): Promise<void> } {
  const { limits, say } = options;
  let proven = options.streamsExist;
  let failures = 0;
  let restarts = 0;
  let notBefore = 0;
  let full = false;

  async function look(): Promise<void> {
    if (!options.isRunning()) {
      failures = 0;
      return;
    }
    const problem = await findProblem();
    if (!options.isRunning()) return;
    if (problem === undefined) confirmed();
    else if (options.storageError() !== undefined || failures >= limits.logProbeFailures)
      await recover(problem);
  }

  async function findProblem(): Promise<string | undefined> {
    let problem = options.storageError();
    try {
      await options.probe();
      proven = true;
      failures = 0;
    } catch (error) {
      if (proven) failures += 1;
      problem ??= error instanceof Error ? error.message : String(error);
    }
    return problem;
  }

  function confirmed(): void {
    if (full || restarts > 0) say('The log confirms writes again.');
    restarts = 0;
    full = false;
  }

  async function recover(problem: string): Promise<void> {
    const unwritable = options.unwritable?.();
    if (unwritable !== undefined) {
      if (!full)
        say(
          `The data folder can't be written (${unwritable}). Commands are refused until it can be written again.`,
        );
      full = true;
      return;
    }
    if ((await options.freeBytes()) < limits.minFreeDiskBytes) {
      if (!full)
        say(
          `The disk of the data folder is full (${problem}). Commands are refused until there is space again.`,
        );
      full = true;
      return;
    }
    if (performance.now() < notBefore || looks.isStopped) return;
    say(`nats-server runs but does not confirm every write: ${problem.replace(/\.$/, '')}. Restarting it.`);
    restarts += 1;
    const firstMs = limits.logProbeIntervalMs * limits.logProbeFailures;
    const delay = backoff(restarts, firstMs, limits.logRestartDelayMaxMs);
    failures = 0;
    await options.restart();
    notBefore = performance.now() + delay;
  }

  const looks = new Repeat(
    async () => {
      await look();
      return limits.logProbeIntervalMs;
    },
    {
      retryMs: limits.logProbeIntervalMs,
      // Such as a disk that doesn't answer.
      onFailure: (error) =>
        say(`The log could not be checked: ${error instanceof Error ? error.message : String(error)}`),
    },
  );
  return looks;
}
