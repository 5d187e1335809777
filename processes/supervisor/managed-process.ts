import type { ChildProcess } from 'node:child_process';
import { backoff } from '../../contracts/timing/backoff.ts';
import { HeldLog } from './held-log.ts';
import type { ProcessPlan } from './process-plan.ts';
import { forgetProcess, ownRecord, recordProcess } from './process-records.ts';
import { endOfRoleLog } from './role-log.ts';
import { NO_RESTART, spawnRole } from './spawn-role.ts';
import { StartError } from './start-error.ts';

/** A role's process ended, or became ready again. */
export interface ProcessChange {
  kind: 'process-started' | 'process-stopped';
  role: string;
  pid: number;
  /** Reported by the process itself; undefined if it doesn't report it. */
  startedAt: number | undefined;
  why: string | null;
}

export interface ManagedProcessOptions {
  /** `restartDelayMs` doubles after each further end, up to `restartDelayMaxMs`. */
  limits: {
    restartDelayMs: number;
    restartDelayMaxMs: number;
    restartResetMs: number;
    startAttempts: number;
  };
  /** Records which process runs, for the next start. */
  recordsFolder: string;
  say(line: string): void;
  /** Called when a process ends unexpectedly, and when its replacement is ready. */
  report?(change: ProcessChange): void;
  /** Called once, when the role has failed for good. */
  failed(error: StartError): void;
}

/**
 * Keeps one role's process running.
 *
 *   idle ─► starting ─ready─► running
 *              ▲ │               │
 *              │ └──── ended ────┤
 *              │                 ▼
 *              └─ delay over ─ waiting
 *
 *   starting ─ never ready before, and ended with 78 or too often ─► failed
 *   any ─ stop() ─► stopping ─ ended ─► stopped
 *
 * A role that was ready once is restarted however often it ends, since the cause may pass: a full disk, a port in use.
 */
export class ManagedProcess {
  readonly plan: ProcessPlan;
  readonly #options: ManagedProcessOptions;
  readonly #firstReady = Promise.withResolvers<void>();
  #state: 'idle' | 'starting' | 'running' | 'waiting' | 'failed' | 'stopping' | 'stopped' = 'idle';
  #child: ChildProcess | undefined;
  #ended: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #wasReady = false;
  #startedAt = 0;
  #endsInARow = 0;
  #restarting = false;
  #url: string | undefined;
  readonly #log: HeldLog;

  constructor(plan: ProcessPlan, options: ManagedProcessOptions) {
    this.plan = plan;
    this.#options = options;
    this.#log = new HeldLog(plan, (line) => options.say(line));
    this.#firstReady.promise.catch(() => {});
  }

  get state() {
    return this.#state;
  }

  /** The process id; undefined while no process runs. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** The URL it listens on, once it is ready. */
  get url(): string | undefined {
    return this.#url;
  }

  start(): void {
    if (this.#state !== 'idle') return;
    this.#launch();
  }

  /** Resolves when the role is ready for the first time. Rejects with StartError if it fails before that. */
  whenReady(): Promise<void> {
    return this.#firstReady.promise;
  }

  /** Ends the process and starts it again at once. Kills a process that doesn't end in time. */
  async restart(): Promise<void> {
    if (this.#state !== 'running' && this.#state !== 'starting') return;
    this.#restarting = true;
    await this.#end();
  }

  /** Ends the process for good: SIGTERM, then SIGKILL after its time. Resolves when the process has ended. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#state !== 'failed') this.#state = 'stopping';
    await this.#end();
    if (this.#state === 'stopping') this.#state = 'stopped';
    this.#letGo();
  }

  /** Called regularly. Keeps the log file below its size, and writes the record if an earlier try failed. */
  lookAfterFiles(logFileMaxBytes: number): void {
    const { name } = this.plan;
    const pid = this.pid;
    if (pid !== undefined && ownRecord(this.#options.recordsFolder, name)?.pid !== pid)
      recordProcess(this.#options.recordsFolder, name, pid);
    this.#log.bound(logFileMaxBytes);
  }

  /** Kills the process and everything it started, at once and for good. */
  kill(): void {
    clearTimeout(this.#timer);
    this.#state = 'stopping';
    this.#killGroup();
  }

  #launch(): void {
    this.#state = 'starting';
    this.#startedAt = performance.now();
    try {
      this.#spawn();
    } catch (error) {
      // No memory, or no working folder: handled like any other end.
      this.#hasEnded(null, error instanceof Error ? error.message : String(error), undefined);
    }
  }

  #spawn(): void {
    const { plan } = this;
    plan.prepare?.();
    const { child, ready, ended } = spawnRole(plan, this.#log.open() ?? 'ignore');
    this.#child = child;
    if (child.pid !== undefined) recordProcess(this.#options.recordsFolder, plan.name, child.pid);
    void ready.then(({ url }) => {
      if (this.#child === child) this.#becameReady(url);
    });
    this.#ended = ended.then(({ code, how, reason, startedAt }) => {
      this.#child = undefined;
      if (child.pid !== undefined && this.#state !== 'stopping')
        this.#report({
          kind: 'process-stopped',
          pid: child.pid,
          startedAt,
          why: `${how} (reported by the supervisor)`,
        });
      this.#hasEnded(code, how, reason);
    });
  }

  #becameReady(url: string | undefined): void {
    if (this.#state !== 'starting') return;
    this.#state = 'running';
    this.#url = url;
    if (this.#wasReady) {
      this.#options.say(`${this.#capital()} runs again.`);
      // Waybill's own roles report their start themselves.
      if (!this.plan.channel && this.pid !== undefined)
        this.#report({ kind: 'process-started', pid: this.pid, startedAt: undefined, why: null });
    }
    this.#wasReady = true;
    this.#firstReady.resolve();
  }

  #hasEnded(code: number | null, how: string, reason: string | undefined): void {
    if (this.#state === 'stopping' || this.#state === 'failed') return;
    if (this.#restarting) {
      this.#restarting = false;
      this.#launch();
      return;
    }
    const { limits, say } = this.#options;
    const wasHealthy = performance.now() - this.#startedAt >= limits.restartResetMs;
    this.#endsInARow = wasHealthy ? 1 : this.#endsInARow + 1;
    if (code === NO_RESTART && !this.#wasReady) {
      this.#fail(reason ?? `${this.#capital()} could not start (${how}). ${this.#logHint()}`);
    } else if (!this.#wasReady && this.#endsInARow >= limits.startAttempts) {
      this.#fail(
        `${this.#capital()} does not start: it ended ${this.#endsInARow} times (${how}). ${this.#logHint()}`,
      );
    } else {
      const delay = backoff(this.#endsInARow, limits.restartDelayMs, limits.restartDelayMaxMs);
      this.#state = 'waiting';
      say(`${this.#capital()} ended (${how}). It starts again in ${delay} ms. Its log: ${this.plan.logFile}`);
      this.#timer = setTimeout(() => this.#launch(), delay);
    }
  }

  #fail(sentence: string): void {
    this.#state = 'failed';
    this.#letGo();
    const error = new StartError(sentence);
    this.#firstReady.reject(error);
    this.#options.failed(error);
  }

  async #end(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    child.kill('SIGTERM');
    const timer = setTimeout(() => this.#killGroup(), this.plan.stopTimeoutMs);
    await this.#ended;
    clearTimeout(timer);
  }

  #killGroup(): void {
    const pid = this.#child?.pid;
    if (pid === undefined) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // The group has ended in the meantime.
    }
  }

  #report(change: Omit<ProcessChange, 'role'>): void {
    this.#options.report?.({ role: this.plan.name, ...change });
  }

  /** Cleans up after a process that has ended for good. */
  #letGo(): void {
    this.#log.close();
    forgetProcess(this.#options.recordsFolder, this.plan.name);
  }

  #capital(): string {
    const { title } = this.plan;
    return title.replace(/^the /, 'The ');
  }

  #logHint(): string {
    const { logFile } = this.plan;
    const last = endOfRoleLog(logFile, 1);
    return last === '' ? `Its log: ${logFile}` : `Its log, ${logFile}, ends with: ${last}`;
  }
}
