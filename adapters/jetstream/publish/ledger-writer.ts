import { randomUUID } from 'node:crypto';
import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import type { LedgerRecord } from '../../../contracts/ledger.ts';
import { within } from '../../../contracts/timing/within.ts';
import type { AckInbox } from '../connection/ack-inbox.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import { ledgerSubject } from '../streams/stream-layout.ts';
import { LedgerQueue, type TakenRecords } from './ledger-queue.ts';
import { publishUntilStored } from './publish-until-stored.ts';

/** Takes records of work done. It costs the caller almost nothing and never fails the caller. */
export interface Ledger {
  /** Encodes the record at once: the caller may change and reuse it. */
  write(record: LedgerRecord): void;
  /** Calls `collect` once, before the next message is made: a caller that gathers many entries into one record writes it then. */
  beforeFlush(collect: () => void): void;
}

/** The settings of the same names. */
export interface LedgerLimits {
  ledgerFlushMs: number;
  ledgerMessageBytes: number;
  ledgerQueueRecords: number;
  ledgerQueueBytes: number;
  publishTimeoutMs: number;
  duplicateWindowMs: number;
}

interface LedgerWriterOptions {
  link: NatsLink;
  inbox: AckInbox;
  role: 'gateway' | 'worker';
  /** `<host>:<pid>`. */
  process: string;
  version: string;
  limits: LedgerLimits;
}

/**
 * Writes records to the ledger in the background: one message at a time, each under one id until it is stored.
 *
 *   idle ─write()─► waiting for the interval ─► sending ─stored─► idle, or waiting again
 *                                                │   ▲
 *                                                └───┘ not confirmed: the same again, within the duplicate window
 *
 * While the ledger is down, full or missing, records fill the queue; beyond its limit the ledger gets a gap record instead.
 */
export class LedgerWriter implements Ledger {
  readonly #options: LedgerWriterOptions;
  readonly #queue: LedgerQueue;
  /** A host and process id may be used again; this is unique. */
  readonly #instance = randomUUID();
  readonly #head: string;
  readonly #stopping = new AbortController();
  /** Ends the wait for the next message. */
  readonly #closing = new AbortController();
  #collects: (() => void)[] = [];
  #messages = 0;
  #flushedAt = Number.NEGATIVE_INFINITY;
  #flushing: Promise<void> | undefined;

  constructor(options: LedgerWriterOptions) {
    this.#options = options;
    const { limits, process, version } = options;
    this.#queue = new LedgerQueue({ records: limits.ledgerQueueRecords, bytes: limits.ledgerQueueBytes });
    this.#head = `{"v":1,"process":${JSON.stringify(process)},"version":${JSON.stringify(version)},"records":[`;
  }

  /** Records that wait to be sent, without those of the message under way. */
  get waiting(): number {
    return this.#queue.records;
  }

  /** How many records could not be sent since the start. */
  get missed(): number {
    return this.#queue.missed;
  }

  write(record: LedgerRecord): void {
    if (this.#stopping.signal.aborted) return;
    this.#queue.put(record);
    this.#flushing ??= this.#flush();
  }

  beforeFlush(collect: () => void): void {
    if (this.#stopping.signal.aborted) return;
    this.#collects.push(collect);
    this.#flushing ??= this.#flush();
  }

  /** Sends what is left, for at most `withinMs`, and takes nothing more. */
  async close(withinMs: number): Promise<void> {
    this.#closing.abort();
    if (this.#flushing && this.#options.link.isUp) await within(withinMs, this.#flushing, undefined);
    this.#stopping.abort();
  }

  async #flush(): Promise<void> {
    const { ledgerMessageBytes } = this.#options.limits;
    while (!this.#stopping.signal.aborted && (!this.#queue.isEmpty || this.#collects.length > 0)) {
      await this.#interval();
      const collects = this.#collects;
      this.#collects = [];
      for (const collect of collects) collect();
      const taken = this.#queue.take(ledgerMessageBytes - this.#head.length - 2);
      if (taken) await this.#send(taken);
    }
    this.#flushing = undefined;
  }

  /** Waits until the next message is due. A backlog of a full message isn't delayed; a single record goes at once. */
  async #interval(): Promise<void> {
    const { ledgerFlushMs, ledgerMessageBytes } = this.#options.limits;
    const wait = this.#flushedAt + ledgerFlushMs - performance.now();
    if (wait <= 0 || this.#queue.bytes >= ledgerMessageBytes || this.#closing.signal.aborted)
      await nextTurn();
    else await delay(wait, undefined, { signal: this.#closing.signal, ref: false }).catch(() => {});
    this.#flushedAt = performance.now();
  }

  async #send({ json, records, from, until }: TakenRecords): Promise<void> {
    const { link, inbox, role, limits } = this.#options;
    this.#messages += 1;
    const stored = await publishUntilStored(
      link,
      inbox,
      {
        subject: ledgerSubject(role),
        id: `ledger:${this.#instance}:${this.#messages}`,
        bytes: Buffer.from(`${this.#head}${json}]}`),
      },
      {
        timeoutMs: limits.publishTimeoutMs,
        withinMs: limits.duplicateWindowMs,
        stopping: this.#stopping.signal,
      },
    );
    if (!stored) this.#queue.lost('not-confirmed', { from, until, records });
  }
}
