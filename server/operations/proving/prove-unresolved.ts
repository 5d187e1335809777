import { setTimeout as delay } from 'node:timers/promises';
import type { DeadLetterState } from '../../../contracts/operation.ts';
import type { DeadLetterIndex } from '../../../contracts/ports/dead-letter-index.ts';
import type { ReplayCandidate } from '../../../contracts/ports/replay-source.ts';
import { appendEntryAct } from '../replays/append-entry-act.ts';
import { readLetters } from '../replays/read-letters.ts';
import { PIPELINE } from '../replays/replay-job.ts';
import type { ReplayService } from '../replays/replay-service.ts';
import { type ProvenAct, provenAct } from './proven-act.ts';

export interface ProverOptions {
  service: ReplayService;
  index: Pick<DeadLetterIndex, 'candidates'>;
  /** Whether this process leads just now. */
  leads(): boolean;
  perSecond: number;
  onFailure(error: unknown): void;
}

const UNRESOLVED: DeadLetterState[] = ['open', 'on-hold', 'discarded'];
const STEP_MS = 1_000;

/**
 * Reads the read model for every unresolved dead letter, again and again, at a limited rate. Resolves a dead letter whose event
 * was applied after all, as by a rebuild, so that no page says that it waits for a person.
 */
export class UnresolvedProver {
  readonly #options: ProverOptions;
  readonly #stopped = new AbortController();
  readonly #running: Promise<void>;
  /** Where the next page begins. */
  #after = 0;

  constructor(options: ProverOptions) {
    this.#options = options;
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      try {
        if (this.#options.leads()) await this.#step();
      } catch (error) {
        this.#options.onFailure(error);
      }
      await delay(STEP_MS, undefined, { signal: this.#stopped.signal }).catch(() => {});
    }
  }

  async #step(): Promise<void> {
    const { service, index, perSecond } = this.#options;
    const page = await index.candidates({ states: UNRESOLVED }, { limit: perSecond, after: this.#after });
    this.#after = page.next ?? 0;
    const ours = page.candidates.filter(({ consumer }) => service.projections.has(consumer));
    if (ours.length === 0) return;
    const states = new Map(ours.map(({ entry, state }) => [entry, state]));
    const letters = await readLetters(
      service.link,
      ours.map((candidate): ReplayCandidate => ({ ...candidate, waitsIn: null })),
    );
    const proven = new Map<string, ProvenAct>();
    for (const [entry, letter] of letters) {
      if (this.#stopped.signal.aborted) return;
      const act = await provenAct(service.projections.get(letter.consumer)!, letter, states.get(entry)!);
      if (act) proven.set(entry, act);
    }
    if (proven.size > 0) await this.#settle(proven, states);
  }

  /** Only what is as it was when it was read: the act is stored if no other came between. */
  async #settle(
    proven: ReadonlyMap<string, ProvenAct>,
    states: ReadonlyMap<string, DeadLetterState>,
  ): Promise<void> {
    const { service } = this.#options;
    const now = await service.source.entries([...proven.keys()]);
    for (const [entry, act] of proven) {
      const candidate = now.get(entry);
      // What a replay has yet to send it proves at its turn.
      if (candidate?.state !== states.get(entry) || candidate?.waitsIn) continue;
      const requestId = `proven-${entry}-${service.replays.entryActs.sequence(entry)}`;
      await appendEntryAct(service, entry, act, { actor: PIPELINE, requestId, reason: null });
    }
  }
}
