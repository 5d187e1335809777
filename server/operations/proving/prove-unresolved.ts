import type { DeadLetterState } from '../../../contracts/operation.ts';
import type { DeadLetterIndex } from '../../../contracts/ports/dead-letter-index.ts';
import type { ReplayCandidate } from '../../../contracts/ports/replay-source.ts';
import { Repeat } from '../../../contracts/timing/repeat.ts';
import { appendDeadLetterAction } from '../replays/append-dead-letter-action.ts';
import { readDeadLetters } from '../replays/read-dead-letters.ts';
import { PIPELINE } from '../replays/replay-job.ts';
import type { ReplayService } from '../replays/replay-service.ts';
import { type ProvenAction, provenAction } from './proven-action.ts';

interface ProverOptions {
  service: ReplayService;
  index: Pick<DeadLetterIndex, 'candidates'>;
  /** Whether this process is the leader. */
  leads(): boolean;
  perSecond: number;
  onFailure(error: unknown): void;
}

const UNRESOLVED: DeadLetterState[] = ['open', 'on-hold', 'discarded'];
const STEP_MS = 1_000;

/**
 * Reads the read model for every unresolved dead letter, in a loop, at a limited rate. Resolves a dead letter whose event was
 * applied after all, as by a rebuild, so that no page says that it waits for a person.
 */
export class UnresolvedProver {
  readonly #options: ProverOptions;
  readonly #steps: Repeat;
  /** Where the next page begins. */
  #after = 0;

  constructor(options: ProverOptions) {
    this.#options = options;
    this.#steps = new Repeat(() => this.#stepIfLeader(), { onFailure: options.onFailure, retryMs: STEP_MS });
  }

  stop(): Promise<void> {
    return this.#steps.stop();
  }

  async #stepIfLeader(): Promise<number> {
    if (this.#options.leads()) await this.#step();
    return STEP_MS;
  }

  async #step(): Promise<void> {
    const { service, index, perSecond } = this.#options;
    const page = await index.candidates({ states: UNRESOLVED }, { limit: perSecond, after: this.#after });
    this.#after = page.next ?? 0;
    const ours = page.candidates.filter(({ consumer }) => service.projections.has(consumer));
    if (ours.length === 0) return;
    const states = new Map(ours.map(({ deadLetterId, state }) => [deadLetterId, state]));
    const deadLetters = await readDeadLetters(
      service.link,
      ours.map((candidate): ReplayCandidate => ({ ...candidate, waitsIn: null })),
    );
    const proven = new Map<string, ProvenAction>();
    for (const [deadLetterId, deadLetter] of deadLetters) {
      if (this.#steps.isStopped) return;
      const action = await provenAction(
        service.projections.get(deadLetter.consumer)!,
        deadLetter,
        states.get(deadLetterId)!,
      );
      if (action) proven.set(deadLetterId, action);
    }
    if (proven.size > 0) await this.#settle(proven, states);
  }

  /** The action is stored only if the dead letter has not changed since it was read. */
  async #settle(
    proven: ReadonlyMap<string, ProvenAction>,
    states: ReadonlyMap<string, DeadLetterState>,
  ): Promise<void> {
    const { service } = this.#options;
    const now = await service.source.candidates([...proven.keys()]);
    for (const [deadLetterId, action] of proven) {
      const candidate = now.get(deadLetterId);
      // A replay proves the dead letters that it has yet to send itself.
      if (candidate?.state !== states.get(deadLetterId) || candidate?.waitsIn) continue;
      const requestId = `proven-${deadLetterId}-${service.replays.deadLetterActions.sequence(deadLetterId)}`;
      await appendDeadLetterAction(service, deadLetterId, action, {
        actor: PIPELINE,
        requestId,
        reason: null,
      });
    }
  }
}
