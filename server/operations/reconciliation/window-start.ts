import { LogUnavailable } from '../../../adapters/jetstream/connection/log-unavailable.ts';
import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import { sequenceAt } from '../../../adapters/jetstream/connection/sequence-at.ts';
import type { StreamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';

/** How many readings are remembered per window. */
const MARKS = 1_000;

interface Mark {
  /** Unix ms: the stream had stored `last`, and nothing more. */
  at: number;
  last: number;
}

/**
 * Where a window begins in a stream. Dropped events have no readable time, so the stream's end at each time is remembered, and
 * an event that expired within the window stays in it. After a restart the window begins with what the log holds then.
 */
export class WindowStart {
  readonly #spacingMs: number;
  #marks: Mark[] = [];
  #start = 0;

  constructor(windowMs: number) {
    this.#spacingMs = windowMs / MARKS;
  }

  /** The window's first sequence; one above the stream's last if the window is empty. Throws LogUnavailable. */
  async find(link: NatsLink, info: StreamInfo, from: number, now: number): Promise<number> {
    const { last_seq: last } = info.state;
    if (now - (this.#marks.at(-1)?.at ?? 0) >= this.#spacingMs) this.#marks.push({ at: now, last });
    while ((this.#marks[1]?.at ?? Number.POSITIVE_INFINITY) <= from) this.#marks.shift();
    if (from <= Date.parse(info.created)) return Math.max(this.#start, 1);
    this.#start = Math.max(this.#start, Math.min(await this.#sought(link, info, from), last + 1));
    return this.#start;
  }

  async #sought(link: NatsLink, { config, state }: StreamInfo, from: number): Promise<number> {
    const { first_seq: firstHeld, last_seq: last, messages } = state;
    const mark = this.#marks[0];
    const dropped = mark !== undefined && mark.at <= from ? mark.last + 1 : this.#start;
    if (messages === 0) return dropped || last + 1;
    if (Date.parse(state.last_ts) < from) return last + 1;
    const held = await sequenceAt(link, config.name, from);
    if (held === undefined)
      throw new LogUnavailable(`The replica of ${config.name} that answered is behind its leader.`);
    return held === firstHeld ? dropped || held : held;
  }
}
