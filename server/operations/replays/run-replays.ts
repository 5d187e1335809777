import { deadLetterIdOf, type FailedEvent } from '../../../contracts/dead-letter.ts';
import type { ReplayAction, ReplayOutcome } from '../../../contracts/operation.ts';
import { Repeat } from '../../../contracts/timing/repeat.ts';
import { appendReplayAction } from './append-replay-action.ts';
import { nextStep } from './next-step.ts';
import { ORPHAN_MS } from './orphan-wait.ts';
import { readEpoch } from './read-epoch.ts';
import type { ReplayJob } from './replay-job.ts';
import type { ReplayService } from './replay-service.ts';
import { prepareDeadLetters, sendDeadLetters } from './send-dead-letters.ts';
import { EditSettler } from './settle-edits.ts';
import { settleUnderWay } from './settle-under-way.ts';

interface RunnerOptions {
  service: ReplayService;
  /** Whether this process is the leader. */
  leads(): boolean;
  onFailure(error: unknown): void;
}

const BUSY_MS = 30;
const IDLE_MS = 250;
const TROUBLE_MS = 500;
/** How long a sent dead letter may be missing before it is sent again. */
const RESEND_MS = 5_000;
const MAX_OUTCOMES_PER_ACTION = 500;

/**
 * Drives every replay in turn, only by what OPERATIONS says: after a crash at any point, the next process
 * continues. What this process remembers only saves work.
 */
export class ReplayRunner {
  readonly #options: RunnerOptions;
  readonly #aggregates = new Map<string, Map<string, string | null>>();
  readonly #consumers = new Map<string, Set<string>>();
  readonly #sent = new Map<string, { at: number; turn: number }>();
  readonly #orphanSince = new Map<string, number>();
  readonly #edits: EditSettler;
  readonly #turns: Repeat;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#edits = new EditSettler(options.service, options.onFailure);
    this.#turns = new Repeat(() => this.#turnIfLeader(), {
      onFailure: options.onFailure,
      retryMs: TROUBLE_MS,
    });
  }

  stop(): Promise<void> {
    return this.#turns.stop();
  }

  async #turnIfLeader(): Promise<number> {
    if (!this.#options.leads()) {
      this.#forget();
      this.#edits.forget();
      return IDLE_MS;
    }
    return (await this.#turn()) ? BUSY_MS : IDLE_MS;
  }

  /** True if anything is under way or was done. */
  async #turn(): Promise<boolean> {
    const { service } = this.#options;
    await service.replays.catchUp();
    let active = await this.#edits.settleDue();
    const jobs = service.replays.liveJobs();
    for (const job of jobs) {
      if (this.#turns.isStopped || !this.#options.leads()) return false;
      if (await this.#drive(job, jobs)) active = true;
    }
    if (jobs.length === 0) this.#forget();
    return active;
  }

  async #drive(job: ReplayJob, jobs: readonly ReplayJob[]): Promise<boolean> {
    const { service } = this.#options;
    const aggregates = await this.#aggregatesOf(job);
    const { epochs, down } = await this.#epochs(job);
    let storeDown = down;
    if (job.underWay.size > 0) {
      const settled = await settleUnderWay(service, job, epochs);
      storeDown ??= settled.down;
      const due = storeDown === null ? this.#dueAgain(job, settled.lost) : [];
      const outcomes = [
        ...settled.outcomes,
        ...this.#patienceOver(job, settled.orphans),
        ...(job.state === 'cancelled' ? due.map(cancelledOutcome) : []),
      ];
      if (outcomes.length > 0 && !(await this.#append(job, outcomes))) return true;
      if (job.state !== 'cancelled') await this.#resend(job, due, epochs);
    }
    const step = nextStep(job, {
      now: Date.now(),
      storeDown,
      room: service.replayMaxUnderWay - jobs.reduce((sum, { underWay }) => sum + underWay.size, 0),
      aggregateOf: (deadLetterId) => aggregates.get(deadLetterId) ?? null,
      busy: this.#busyAggregates(jobs),
    });
    service.waits.delete(job.replayId);
    switch (step.kind) {
      case 'wait':
        // The actions record why a replay is paused; a copy kept here would outlive the pause.
        if (job.state === 'running') service.waits.set(job.replayId, this.#whyNoWorker(job) ?? step.why);
        return job.underWay.size > 0;
      case 'pause':
        await appendReplayAction(service, job, { kind: 'replay-paused', why: step.why });
        return true;
      case 'finish':
        await appendReplayAction(service, job, { kind: 'replay-finished' });
        this.#aggregates.delete(job.replayId);
        return true;
      case 'send':
        return this.#send(job, step.deadLetterIds, epochs);
    }
  }

  /** Recorded before it is done: after a crash, the record shows what was begun, and this is looked for. */
  async #send(
    job: ReplayJob,
    deadLetterIds: string[],
    epochs: ReadonlyMap<string, string>,
  ): Promise<boolean> {
    const { service } = this.#options;
    const prepared = await prepareDeadLetters(service, job, deadLetterIds);
    if (prepared.outcomes.length > 0 && !(await this.#append(job, prepared.outcomes))) return true;
    if (prepared.down !== null) {
      service.waits.set(job.replayId, `The store can't be used: ${prepared.down}`);
      return prepared.outcomes.length > 0;
    }
    if (prepared.deadLetters.length === 0) return prepared.outcomes.length > 0;
    const sending = prepared.deadLetters.map(({ consumer, position }) => deadLetterIdOf(consumer, position));
    if (!(await appendReplayAction(service, job, { kind: 'replay-sending', deadLetterIds: sending })))
      return true;
    this.#markSent(job, prepared.deadLetters);
    await sendDeadLetters(service, job, prepared.deadLetters, epochs);
    return true;
  }

  /** The missing dead letters that this process has not sent, or not for a while. */
  #dueAgain(job: ReplayJob, lost: readonly FailedEvent[]): FailedEvent[] {
    const now = performance.now();
    return lost.filter((deadLetter) => {
      const sent = this.#sent.get(keyOf(job, deadLetterIdOf(deadLetter.consumer, deadLetter.position)));
      return sent === undefined || now - sent.at > RESEND_MS;
    });
  }

  async #resend(job: ReplayJob, due: FailedEvent[], epochs: ReadonlyMap<string, string>): Promise<void> {
    if (due.length === 0) return;
    this.#markSent(job, due);
    const turnOf = (deadLetterId: string) => this.#sent.get(keyOf(job, deadLetterId))?.turn ?? 1;
    await sendDeadLetters(this.#options.service, job, due, epochs, turnOf);
  }

  #markSent(job: ReplayJob, deadLetters: readonly FailedEvent[]): void {
    for (const { consumer, position } of deadLetters) {
      const key = keyOf(job, deadLetterIdOf(consumer, position));
      this.#sent.set(key, { at: performance.now(), turn: (this.#sent.get(key)?.turn ?? 0) + 1 });
    }
  }

  #patienceOver(job: ReplayJob, orphans: readonly FailedEvent[]): ReplayOutcome[] {
    const over: ReplayOutcome[] = [];
    for (const { consumer, position } of orphans) {
      const deadLetterId = deadLetterIdOf(consumer, position);
      const since = this.#orphanSince.get(keyOf(job, deadLetterId)) ?? performance.now();
      this.#orphanSince.set(keyOf(job, deadLetterId), since);
      if (performance.now() - since < ORPHAN_MS) continue;
      const why = 'The store keeps the event aside until the message it changes is applied.';
      over.push({ deadLetterId, outcome: 'skipped', at: new Date().toISOString(), why });
    }
    return over;
  }

  async #append(job: ReplayJob, outcomes: readonly ReplayOutcome[]): Promise<boolean> {
    for (let from = 0; from < outcomes.length; from += MAX_OUTCOMES_PER_ACTION) {
      const part = outcomes.slice(from, from + MAX_OUTCOMES_PER_ACTION);
      const action: ReplayAction = { kind: 'replay-outcomes', outcomes: part };
      if (!(await appendReplayAction(this.#options.service, job, action))) return false;
      for (const { deadLetterId } of part) {
        this.#sent.delete(keyOf(job, deadLetterId));
        this.#orphanSince.delete(keyOf(job, deadLetterId));
      }
    }
    return true;
  }

  async #aggregatesOf(job: ReplayJob): Promise<Map<string, string | null>> {
    let known = this.#aggregates.get(job.replayId);
    if (known) return known;
    const candidates = await this.#options.service.source.candidates(job.deadLetterIds);
    known = new Map(
      job.deadLetterIds.map((deadLetterId) => [deadLetterId, aggregateKey(candidates.get(deadLetterId))]),
    );
    this.#aggregates.set(job.replayId, known);
    this.#consumers.set(job.replayId, new Set(job.deadLetterIds.map(consumerOf)));
    return known;
  }

  #busyAggregates(jobs: readonly ReplayJob[]): Set<string> {
    const busy = new Set<string>();
    for (const job of jobs) {
      const aggregates = this.#aggregates.get(job.replayId);
      for (const deadLetterId of job.underWay) {
        const aggregate = aggregates?.get(deadLetterId);
        if (aggregate) busy.add(aggregate);
      }
    }
    return busy;
  }

  async #epochs(job: ReplayJob): Promise<{ epochs: Map<string, string>; down: string | null }> {
    const epochs = new Map<string, string>();
    let down: string | null = null;
    for (const consumer of this.#consumers.get(job.replayId) ?? []) {
      const projection = this.#options.service.projections.get(consumer);
      if (!projection) continue;
      const epoch = await readEpoch(projection);
      if ('down' in epoch) down = epoch.down;
      else epochs.set(consumer, epoch.epochId);
    }
    return { epochs, down };
  }

  /** Sent dead letters wait in RETRIES, however long it takes until a worker is there. */
  #whyNoWorker({ replayId, underWay }: ReplayJob): string | null {
    if (underWay.size === 0) return null;
    for (const consumer of this.#consumers.get(replayId) ?? []) {
      const why = this.#options.service.whyNoWorker(consumer);
      if (why !== null) return `${why} The replay continues once a worker of ${consumer} runs.`;
    }
    return null;
  }

  #forget(): void {
    for (const map of [this.#aggregates, this.#consumers, this.#sent, this.#orphanSince]) map.clear();
  }
}

const cancelledOutcome = ({ consumer, position }: FailedEvent): ReplayOutcome => ({
  deadLetterId: deadLetterIdOf(consumer, position),
  outcome: 'skipped',
  at: new Date().toISOString(),
  why: 'cancelled before it was sent.',
});

const keyOf = (job: ReplayJob, deadLetterId: string): string => `${job.replayId} ${deadLetterId}`;

const consumerOf = (deadLetterId: string): string => deadLetterId.slice(0, deadLetterId.lastIndexOf('.'));

/** Consumers don't wait for one another: the order is kept within an aggregate and consumer. */
const aggregateKey = (
  candidate: { consumer: string; aggregate: string | null } | undefined,
): string | null => (candidate?.aggregate ? `${candidate.consumer} ${candidate.aggregate}` : null);
