import { HEARTBEAT_MISSING_MS } from '../../../contracts/heartbeat.ts';
import type { PipelineChange } from '../../../contracts/pipeline-change.ts';
import { isLifeChange } from './silent-processes.ts';

/** The worker of a projection that was heard of last, connected or not. */
export interface LastWorker {
  /** `<host>:<pid>`. */
  process: string;
  /** What it did last: it reported its start or its stop, or sent a heartbeat. */
  did: 'started' | 'stopped' | 'reported';
  /** Unix ms. */
  at: number;
}

const DID = {
  'process-started': 'started',
  'process-stopped': 'stopped',
  'process-silent': 'reported',
  'process-returned': 'reported',
} as const;
const ROLE = /^worker:(.+)$/;
/** The limit of projections whose last worker is kept; beyond it, the oldest is dropped. */
const MAX_PROJECTIONS = 1_000;

/** The last worker of each projection: from heartbeats, and from the changes in the log, since this service may be younger. */
export class LastWorkers {
  readonly #workers = new Map<string, LastWorker>();

  /** Null if none is known. */
  of(projection: string): LastWorker | null {
    return this.#workers.get(projection) ?? null;
  }

  beat(projection: string, process: string): void {
    this.#set(projection, { process, did: 'reported', at: Date.now() });
  }

  /** Reads starts and ends of processes, and ignores other changes. */
  recall(changes: readonly PipelineChange[]): void {
    for (const change of changes) {
      if (!isLifeChange(change)) continue;
      const projection = ROLE.exec(change.role)?.[1];
      if (projection === undefined) continue;
      const { process, kind } = change;
      const isSilent = kind === 'process-silent';
      const known = this.of(projection);
      // For a process with heartbeats, this service already knows the last one.
      if (isSilent && known?.process === process && known.did === 'reported') continue;
      const at = Date.parse(change.at) - (isSilent ? HEARTBEAT_MISSING_MS : 0);
      if (!known || at > known.at) this.#set(projection, { process, did: DID[kind], at });
    }
  }

  #set(projection: string, worker: LastWorker): void {
    this.#workers.set(projection, worker);
    if (this.#workers.size > MAX_PROJECTIONS) this.#workers.delete(this.#workers.keys().next().value!);
  }
}
