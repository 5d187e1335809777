import type { GapRecord, LedgerRecord } from '../../../contracts/ledger.ts';

interface LedgerQueueLimits {
  records: number;
  bytes: number;
}

/** One message's records, encoded, and the times of the first and the last one (Unix ms). */
export interface TakenRecords {
  json: string;
  records: number;
  from: number;
  until: number;
}

interface Waiting {
  json: string;
  bytes: number;
  at: number;
}

interface Missing {
  from: number;
  until: number;
  records: number;
}

const KINDS = ['not-confirmed', 'queue-full'] as const;

/**
 * Records that wait to be sent, encoded once, in order and within limits. Records without room are counted. A gap record
 * with the count takes their place as soon as there is room, so a reader knows when records are missing, how many and why.
 */
export class LedgerQueue {
  readonly #limits: LedgerQueueLimits;
  readonly #now: () => number;
  #waiting: Waiting[] = [];
  #bytes = 0;
  #missed = 0;
  readonly #missing: Record<GapRecord['why'], Missing | undefined> = {
    'queue-full': undefined,
    'not-confirmed': undefined,
  };

  constructor(limits: LedgerQueueLimits, now: () => number = Date.now) {
    this.#limits = limits;
    this.#now = now;
  }

  get records(): number {
    return this.#waiting.length;
  }

  /** Whether there is nothing to send, not even a gap. */
  get isEmpty(): boolean {
    return this.#waiting.length === 0 && KINDS.every((why) => this.#missing[why] === undefined);
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** How many records could not be sent since the start. */
  get missed(): number {
    return this.#missed;
  }

  put(record: LedgerRecord): void {
    const at = this.#now();
    // A gap keeps its place: before the records kept after it.
    if (this.#reportGaps() && this.#push(record, at)) return;
    this.lost('queue-full', { from: at, until: at, records: 1 });
  }

  /** Counts records that will not be sent. */
  lost(why: GapRecord['why'], { from, until, records }: Missing): void {
    this.#missed += records;
    const before = this.#missing[why];
    this.#missing[why] = before
      ? {
          from: Math.min(before.from, from),
          until: Math.max(before.until, until),
          records: before.records + records,
        }
      : { from, until, records };
  }

  /** The oldest records, as many as fit in `maxBytes` but at least one; undefined if there are none. */
  take(maxBytes: number): TakenRecords | undefined {
    this.#reportGaps();
    const first = this.#waiting[0];
    if (!first) return undefined;
    let records = 1;
    let bytes = first.bytes;
    let json = first.json;
    for (; records < this.#waiting.length; records += 1) {
      const next = this.#waiting[records]!;
      if (bytes + next.bytes + 1 > maxBytes) break;
      bytes += next.bytes + 1;
      json += `,${next.json}`;
    }
    const until = this.#waiting[records - 1]!.at;
    for (let at = 0; at < records; at += 1) this.#bytes -= this.#waiting[at]!.bytes;
    this.#waiting.splice(0, records);
    this.#reportGaps();
    return { json, records, from: first.at, until };
  }

  /** Whether no gap is left to report. */
  #reportGaps(): boolean {
    for (const why of KINDS) {
      const missing = this.#missing[why];
      if (!missing) continue;
      if (!this.#push({ kind: 'gap', ...missing, why }, this.#now())) return false;
      this.#missing[why] = undefined;
    }
    return true;
  }

  #push(record: LedgerRecord, at: number): boolean {
    if (this.#waiting.length >= this.#limits.records) return false;
    const json = JSON.stringify(record);
    const bytes = Buffer.byteLength(json);
    if (this.#bytes + bytes > this.#limits.bytes) return false;
    this.#waiting.push({ json, bytes, at });
    this.#bytes += bytes;
    return true;
  }
}
