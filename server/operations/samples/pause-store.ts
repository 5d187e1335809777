import type { PipelineChange } from '../../../contracts/pipeline-change.ts';
import type { LagHistory } from '../../../contracts/ports/lag-history.ts';
import type { StorePause } from '../../../contracts/samples.ts';
import type { RunningSamples } from './send-samples.ts';

/** Locks a store against writes; resolves to the function that unlocks it. Throws StoreFailure. */
export type HoldStore = () => Promise<() => void>;

const LOOKED_AT = 100;

/** A store that is paused for a time, and the messages that wait for it. It resumes once: on time, or early. */
export class RunningPause {
  readonly startedAt = new Date();
  readonly #until: Date;
  readonly #letGo: () => void;
  readonly #timer: NodeJS.Timeout;
  readonly #messages: RunningSamples;
  #endedAt: Date | null = null;

  constructor(letGo: () => void, forMs: number, messages: RunningSamples) {
    this.#letGo = letGo;
    this.#messages = messages;
    this.#until = new Date(this.startedAt.getTime() + forMs);
    this.#timer = setTimeout(() => this.release(), forMs);
  }

  get isHeld(): boolean {
    return this.#endedAt === null;
  }

  release(): void {
    if (this.#endedAt) return;
    this.#endedAt = new Date();
    clearTimeout(this.#timer);
    this.#messages.stop();
    this.#letGo();
  }

  end(): void {
    this.release();
    this.#messages.end();
  }

  /** The workers' reports of the pause are read from the timeline. Throws StoreFailure. */
  async show(history: LagHistory, projection: string): Promise<StorePause> {
    const found = await history.changes(
      { kinds: ['circuit-opened', 'circuit-closed'], projection, from: this.startedAt.getTime() },
      { limit: LOOKED_AT },
    );
    return {
      startedAt: this.startedAt.toISOString(),
      until: this.#until.toISOString(),
      endedAt: this.#endedAt?.toISOString() ?? null,
      ...waitsIn(found.map(({ change }) => change)),
      messages: this.#messages.show(),
    };
  }
}

/** When the first worker began to wait, and when the last one resumed; from changes with the newest first. */
export function waitsIn(changes: readonly PipelineChange[]): Pick<StorePause, 'waitingAt' | 'recoveredAt'> {
  const first = changes.findLast(({ kind }) => kind === 'circuit-opened');
  const newest = changes[0];
  return {
    waitingAt: first?.at ?? null,
    recoveredAt: first && newest?.kind === 'circuit-closed' ? newest.at : null,
  };
}
