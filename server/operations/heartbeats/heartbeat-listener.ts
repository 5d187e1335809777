import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import { listenHeartbeats } from '../../../adapters/jetstream/consume/listen-heartbeats.ts';
import { RETRIES } from '../../../adapters/jetstream/streams/stream-layout.ts';
import { HEARTBEAT_MISSING_MS, type Heartbeat, type WorkerHeartbeat } from '../../../contracts/heartbeat.ts';
import { LastWorkers } from './last-workers.ts';

export interface ConnectedProcess {
  heartbeat: Heartbeat;
  /** Unix ms, by this process's clock. */
  lastHeartbeatAt: number;
}

export type ConnectedWorker = ConnectedProcess & { heartbeat: { worker: WorkerHeartbeat } };

interface Connected extends ConnectedProcess {
  /** Of performance.now. */
  at: number;
}

/** A consumer; `projection` if it is one in use, otherwise null. */
export interface WorkedOn {
  stream: string;
  consumer: string;
  projection: string | null;
}

/** Limits the memory that a process with invented names can take. */
const MAX_PROCESSES = 10_000;
/** The limit of consumers whose work is summed up; beyond it, the oldest is dropped. */
const MAX_TALLIES = 1_000;

/** The work done on a consumer since this process started to listen: a worker that ended still counts. */
interface WorkDone {
  applied: number;
  failed: number;
}

/** The recently connected processes. Heartbeats are not stored, so only a listener knows them. */
export class HeartbeatListener {
  readonly #link: NatsLink;
  readonly #connected = new Map<string, Connected>();
  readonly #done = new Map<string, WorkDone>();
  readonly lastWorkers = new LastWorkers();
  readonly #since = Date.now();
  readonly #stop: () => void;
  /** Of performance.now: since when no heartbeat can have been missed. */
  #listeningSince = Number.POSITIVE_INFINITY;

  constructor(link: NatsLink) {
    this.#link = link;
    const stopListening = listenHeartbeats(link, (heartbeat) => this.#take(heartbeat));
    const stopWatching = link.onUp(() => {
      this.#listeningSince = performance.now();
    });
    this.#stop = () => {
      stopListening();
      stopWatching();
    };
  }

  /** Whether silence proves that no process is there: the listener ran for long enough, on one unbroken connection. */
  get isCertain(): boolean {
    return this.#link.isUp && performance.now() - this.#listeningSince > HEARTBEAT_MISSING_MS;
  }

  /** All processes with a heartbeat within `HEARTBEAT_MISSING_MS`. */
  processes(): ConnectedProcess[] {
    const oldest = performance.now() - HEARTBEAT_MISSING_MS;
    for (const [key, { at }] of this.#connected) if (at < oldest) this.#connected.delete(key);
    return [...this.#connected.values()];
  }

  /**
   * The workers of a consumer. With `projection`, also workers that don't know their consumer, because their store does not
   * answer.
   */
  workersOn({ stream, consumer, projection }: WorkedOn): ConnectedWorker[] {
    return this.processes().filter((connected): connected is ConnectedWorker => {
      const { worker } = connected.heartbeat;
      if (!worker) return false;
      if (worker.consumer === null) return worker.projection === projection;
      if (worker.consumer !== consumer) return false;
      return stream === RETRIES || worker.streams.length === 0 || worker.streams.includes(stream);
    });
  }

  /** Undefined if no worker has reported its work on this consumer. */
  doneOn(consumer: string): WorkDone | undefined {
    return this.#done.get(consumer);
  }

  close(): void {
    this.#stop();
  }

  #take(heartbeat: Heartbeat): void {
    const key = `${heartbeat.process} ${heartbeat.role} ${heartbeat.worker?.projection ?? ''}`;
    if (!this.#connected.has(key) && this.#connected.size >= MAX_PROCESSES) return;
    this.#addDone(heartbeat, this.#connected.get(key)?.heartbeat);
    this.#connected.set(key, { heartbeat, lastHeartbeatAt: Date.now(), at: performance.now() });
    if (heartbeat.worker) this.lastWorkers.beat(heartbeat.worker.projection, heartbeat.process);
  }

  /** Work done before this process started to listen is not counted. */
  #addDone({ worker, startedAt }: Heartbeat, before: Heartbeat | undefined): void {
    if (!worker?.consumer || worker.applied === undefined || worker.failed === undefined) return;
    const isSame = before?.startedAt === startedAt && before.worker?.applied !== undefined;
    const from = isSame ? before.worker! : startedAt >= this.#since ? { applied: 0, failed: 0 } : worker;
    const sum = this.#done.get(worker.consumer) ?? { applied: 0, failed: 0 };
    this.#done.set(worker.consumer, {
      applied: sum.applied + Math.max(0, worker.applied - (from.applied ?? 0)),
      failed: sum.failed + Math.max(0, worker.failed - (from.failed ?? 0)),
    });
    if (this.#done.size > MAX_TALLIES) this.#done.delete(this.#done.keys().next().value!);
  }
}
