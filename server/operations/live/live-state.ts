import { randomUUID } from 'node:crypto';
import { LIVE_KINDS, type LiveKind } from '../../../contracts/live.ts';

interface Held {
  /** The revision at which it last changed; 0 while unknown. */
  revision: number;
  json: string;
}

/** One event as it goes to clients. */
interface LiveEvent {
  revision: number;
  text: string;
}

/**
 * The newest state of each kind. Every change gets the next revision, so one number says what a client has seen: all kinds up
 * to that revision. Revisions are valid in one process only, so ids name the process.
 */
export class LiveState {
  readonly #epoch = randomUUID().slice(0, 8);
  readonly #held = new Map<LiveKind, Held>(LIVE_KINDS.map((kind) => [kind, { revision: 0, json: '' }]));
  #revision = 0;

  get revision(): number {
    return this.#revision;
  }

  /** True if the state changed. */
  set(kind: LiveKind, state: unknown): boolean {
    const json = JSON.stringify(state);
    const held = this.#held.get(kind)!;
    if (held.json === json) return false;
    held.json = json;
    held.revision = ++this.#revision;
    return true;
  }

  /** The oldest of the newest states after `revision`; undefined if there is none. */
  next(revision: number): LiveEvent | undefined {
    let kind: LiveKind | undefined;
    let first = Number.POSITIVE_INFINITY;
    for (const [each, held] of this.#held) {
      if (held.revision <= revision || held.revision >= first) continue;
      kind = each;
      first = held.revision;
    }
    if (!kind) return undefined;
    // JSON has no line breaks, so one data line is enough.
    const text = `id: ${this.#epoch}.${first}\nevent: ${kind}\ndata: ${this.#held.get(kind)!.json}\n\n`;
    return { revision: first, text };
  }

  /** The revision of a client's last event id; 0 if it is unknown, so that the client gets everything. */
  seen(lastEventId: string | undefined): number {
    const match = /^([0-9a-f]{8})\.([0-9]{1,15})$/.exec(lastEventId ?? '');
    if (match?.[1] !== this.#epoch) return 0;
    const revision = Number(match[2]);
    return revision > this.#revision ? 0 : revision;
  }
}
