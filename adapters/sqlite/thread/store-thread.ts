import { Worker } from 'node:worker_threads';
import { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import type { Answering } from './port-of-threads.ts';
import { monotonicMs, type StoreAnswer, type StoreCall } from './store-call.ts';

interface StoreThreadOptions {
  /** The module that the thread runs: it passes its operations to `serveCalls`. */
  entry: URL;
  workerData: unknown;
  /** How long one call may take, including its time in the queue; then it rejects as an outage. */
  timeoutMs: number;
  /** How many calls may wait for an answer; one more is refused as an outage. */
  maxCalls: number;
}

/** The minimum time between two starts of a thread that keeps dying. */
const RESTART_MS = 500;

interface Waiting {
  resolve(value: unknown): void;
  reject(failure: StoreFailure): void;
  timer: NodeJS.Timeout;
}

const outage = (code: string, message: string) => new StoreFailure('outage', code, message);

/**
 * A thread for blocking work, so that waiting for SQLite never blocks the event loop. States:
 *
 *   none ──call──► running ──dies──► none (its calls rejected as an outage; not started again for RESTART_MS)
 *     └────────────────┴──close()──► closed (every later call rejected)
 *
 * A call that timed out still counts until the thread has answered it, because it is still in the thread's queue.
 */
export class StoreThread<Calls> implements Answering<Calls> {
  declare readonly calls?: Calls;
  private readonly options: StoreThreadOptions;
  private worker: Worker | undefined;
  private startedAt = Number.NEGATIVE_INFINITY;
  private crashed = false;
  private closed = false;
  private lastId = 0;
  private readonly waiting = new Map<number, Waiting | null>();

  constructor(options: StoreThreadOptions) {
    this.options = options;
  }

  /** How many calls the thread has not answered. */
  get load(): number {
    return this.waiting.size;
  }

  /** Rejects with StoreFailure: the operation's own, or an outage of the thread. */
  call(operation: string, input: readonly unknown[], timeoutMs = this.options.timeoutMs): Promise<unknown> {
    const { maxCalls } = this.options;
    if (this.closed) return Promise.reject(outage('store-closed', 'The store was closed.'));
    if (this.waiting.size >= maxCalls) {
      return Promise.reject(outage('store-overloaded', `${maxCalls} calls already wait for the store.`));
    }
    const worker = this.running();
    if (!worker) return Promise.reject(outage('store-thread-lost', 'The store’s thread is being restarted.'));
    return this.send(worker, operation, input, timeoutMs);
  }

  /** The same thread with another time limit. */
  within(timeoutMs: number): Answering<Calls> {
    return { call: (operation, input) => this.call(operation, input, timeoutMs) };
  }

  /** Lets the thread answer its calls, then ends it; after the time of one call, by force. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    const worker = this.worker;
    if (!worker) return;
    worker.ref();
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    try {
      await this.send(worker, 'close', [], this.options.timeoutMs);
      await ended;
    } catch {
      await worker.terminate();
    }
  }

  private running(): Worker | undefined {
    if (this.worker) return this.worker;
    const now = performance.now();
    if (this.crashed && now - this.startedAt < RESTART_MS) return undefined;
    this.startedAt = now;
    this.crashed = false;
    let worker: Worker;
    try {
      worker = new Worker(this.options.entry, {
        workerData: this.options.workerData,
        // A thread that ended would close the files it kept open, and so release the locks that SQLite has on them for the
        // whole process: see shared-memory-room.ts.
        trackUnmanagedFds: false,
      });
    } catch {
      // No thread can be started now (EAGAIN, memory): try again after RESTART_MS.
      this.crashed = true;
      return undefined;
    }
    // Calls under way keep the process alive by their timers; an idle thread need not.
    worker.unref();
    worker.on('message', (answer: StoreAnswer) => this.settle(answer));
    worker.on('error', (error) => this.lose(worker, error));
    worker.on('exit', () => this.lose(worker));
    this.worker = worker;
    return worker;
  }

  private send(
    worker: Worker,
    operation: string,
    input: readonly unknown[],
    timeoutMs: number,
  ): Promise<unknown> {
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.set(id, null);
        reject(outage('store-timeout', `The store did not answer within ${timeoutMs} ms.`));
      }, timeoutMs);
      this.waiting.set(id, { resolve, reject, timer });
      const call: StoreCall = { id, operation, input, deadline: monotonicMs() + timeoutMs };
      worker.postMessage(call);
    });
  }

  private settle(answer: StoreAnswer): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if (!waiting) return;
    clearTimeout(waiting.timer);
    const { failure } = answer;
    if (failure) waiting.reject(new StoreFailure(failure.failureClass, failure.code, failure.message));
    else waiting.resolve(answer.value);
  }

  private lose(worker: Worker, cause?: unknown): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    this.crashed = !this.closed;
    const lost = [...this.waiting.values()];
    this.waiting.clear();
    for (const waiting of lost) {
      if (!waiting) continue;
      clearTimeout(waiting.timer);
      const message = 'The store’s thread ended before it answered.';
      waiting.reject(new StoreFailure('outage', 'store-thread-lost', message, { cause }));
    }
  }
}
