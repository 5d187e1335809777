import { randomUUID } from 'node:crypto';
import type { PipelineChange } from '../../../contracts/pipeline-change.ts';
import { within } from '../../../contracts/timing/within.ts';
import type { AckInbox } from '../connection/ack-inbox.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import { changeMessage } from './change-message.ts';
import { publishUntilStored } from './publish-until-stored.ts';

type Without<Of, Names extends string> = Of extends unknown ? Omit<Of, Names> : never;

/** A change as whoever saw it knows it. */
export type NewChange = Without<PipelineChange, 'id' | 'at'>;

export interface ReportChange {
  /**
   * Reports a change, for the time line. `at` (Unix ms) is when it was, where that isn't now; `id` is given where several
   * processes see the same change: it is stored once.
   */
  report(change: NewChange, known?: { at?: number; id?: string }): void;
}

/** Of those that wait. The oldest go first: how it is now counts. */
const MOST_WAITING = 200;

/** Tells the stream CHANGES what this process lived through: in order, one at a time, late where the log was away. */
export class ChangeReporter implements ReportChange {
  readonly #link: NatsLink;
  readonly #inbox: AckInbox;
  readonly #limits: { publishTimeoutMs: number; duplicateWindowMs: number };
  readonly #stopping = new AbortController();
  #waiting: PipelineChange[] = [];
  #reporting: Promise<void> | undefined;

  constructor(
    link: NatsLink,
    inbox: AckInbox,
    limits: { publishTimeoutMs: number; duplicateWindowMs: number },
  ) {
    this.#link = link;
    this.#inbox = inbox;
    this.#limits = limits;
  }

  report(change: NewChange, { at = Date.now(), id = randomUUID() }: { at?: number; id?: string } = {}): void {
    if (this.#stopping.signal.aborted) return;
    this.#waiting.push({ id, at: new Date(at).toISOString(), ...change } as PipelineChange);
    if (this.#waiting.length > MOST_WAITING) this.#waiting.shift();
    this.#reporting ??= this.#report();
  }

  /** Tells what is left, for at most `withinMs`, and takes nothing more. */
  async close(withinMs: number): Promise<void> {
    if (this.#reporting && this.#link.isUp) await within(withinMs, this.#reporting, undefined);
    this.#stopping.abort();
  }

  async #report(): Promise<void> {
    const { publishTimeoutMs: timeoutMs, duplicateWindowMs: withinMs } = this.#limits;
    for (let change = this.#waiting.shift(); change; change = this.#waiting.shift()) {
      await publishUntilStored(this.#link, this.#inbox, changeMessage(change), {
        timeoutMs,
        withinMs,
        stopping: this.#stopping.signal,
      });
    }
    this.#reporting = undefined;
  }
}
