import { randomUUID } from 'node:crypto';
import type { PipelineChange } from '../../../contracts/pipeline-change.ts';
import { within } from '../../../contracts/timing/within.ts';
import type { AckInbox } from '../connection/ack-inbox.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import { changeMessage } from './change-message.ts';
import { publishUntilStored } from './publish-until-stored.ts';

type Without<Of, Names extends string> = Of extends unknown ? Omit<Of, Names> : never;

/** A change without the fields that the reporter adds. */
export type NewChange = Without<PipelineChange, 'id' | 'at'>;

export interface ReportChange {
  /**
   * Reports a change to CHANGES. `at` (Unix ms): when it happened, if not now. `id`: given if several processes report the
   * same change, so that it is stored once.
   */
  report(change: NewChange, known?: { at?: number; id?: string }): void;
}

/** The most changes that wait. Beyond it the oldest are dropped: the present state matters more. */
const MOST_WAITING = 200;

/** Writes a process's changes to the stream CHANGES in order, one at a time; late if the log was unavailable. */
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

  /** Writes what is left, for at most `withinMs`, and takes nothing more. */
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
