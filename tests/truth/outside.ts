import { DatabaseSync } from 'node:sqlite';
import { apiRequest } from '../../adapters/jetstream/connection/api-request.ts';
import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';

/** One accepted event as the raw stream holds it. */
export interface RawEvent {
  id: string;
  position: string;
  stream: string;
  storedAt: number;
}

/**
 * The truth, counted from outside: from the server's raw streams and the rows of the store's file, without Waybill's
 * own counts.
 */
interface Outside {
  accepted: RawEvent[];
  /** Ids of events whose message is in the store. */
  applied: Set<string>;
  /** Positions in RETRIES for the present epoch. */
  retrying: Set<string>;
  /** Positions in DEAD_LETTERS. */
  dead: Set<string>;
  /** Pending plus ack pending of the present epoch's consumers; null if one is missing. */
  waiting: number | null;
}

interface Names {
  streams?: string[] | null;
}

interface Consumers {
  consumers?: { name: string; created: string; num_pending: number; num_ack_pending: number }[] | null;
}

/** Counts from outside. Events never change, so each is read only once. */
export class OutsideCounter {
  readonly #link: NatsLink;
  readonly #file: string;
  readonly #events = new Map<string, RawEvent[]>();

  constructor(link: NatsLink, historyFile: string) {
    this.#link = link;
    this.#file = historyFile;
  }

  async count(): Promise<Outside> {
    const { streams } = await apiRequest<Names>(this.#link, 'STREAM.NAMES', {});
    const logs = (streams ?? []).filter((name) => name.startsWith('EVENTS-')).sort();
    const accepted = (await Promise.all(logs.map((stream) => this.#read(stream)))).flat();
    const rows = this.#rows();
    const consumer = `history-${rows.epoch}`;
    let waiting: number | null = 0;
    for (const stream of logs) {
      const { consumers } = await apiRequest<Consumers>(this.#link, `CONSUMER.LIST.${stream}`, {});
      const own = consumers?.find(({ name }) => name === consumer);
      waiting = own && waiting !== null ? waiting + own.num_pending + own.num_ack_pending : null;
    }
    const tokens = async (stream: string, filter: string) =>
      new Set((await this.#subjects(stream, filter)).map((subject) => subject.split('.').at(-1)!));
    return {
      accepted,
      applied: rows.applied,
      waiting,
      retrying: await tokens('RETRIES', `*.${consumer}.>`),
      dead: await tokens('DEAD_LETTERS', 'dead-letters.history.>'),
    };
  }

  async #read(stream: string): Promise<RawEvent[]> {
    const known = this.#events.get(stream) ?? [];
    this.#events.set(stream, known);
    const { state } = await apiRequest<{ state: { last_seq: number } }>(this.#link, `STREAM.INFO.${stream}`);
    for (let seq = known.length + 1; seq <= state.last_seq; seq += 1) {
      const { message } = await apiRequest<{ message: { time: string; data: string } }>(
        this.#link,
        `STREAM.MSG.GET.${stream}`,
        { seq },
      );
      const { id } = JSON.parse(Buffer.from(message.data, 'base64').toString('utf8')) as { id: string };
      known.push({ id, stream, position: `${stream.slice(7)}-${seq}`, storedAt: Date.parse(message.time) });
    }
    return known;
  }

  async #subjects(stream: string, subjects_filter: string): Promise<string[]> {
    const { state } = await apiRequest<{ state: { subjects?: Record<string, number> | null } }>(
      this.#link,
      `STREAM.INFO.${stream}`,
      { subjects_filter },
    );
    return Object.keys(state.subjects ?? {});
  }

  #rows(): { applied: Set<string>; epoch: string } {
    const database = new DatabaseSync(this.#file, { readOnly: true, timeout: 2_000 });
    try {
      const ids = database
        .prepare('SELECT message_id AS id FROM messages WHERE sent_version IS NOT NULL')
        .all() as { id: string }[];
      const epoch = database.prepare('SELECT epoch_id AS id FROM epoch').get() as { id: string } | undefined;
      return { applied: new Set(ids.map(({ id }) => id)), epoch: epoch?.id ?? '' };
    } finally {
      database.close();
    }
  }
}

/** What follows from these counts. */
export interface Truth {
  accepted: number;
  applied: number;
  /** Dead letters that are neither applied nor waiting for a retry or replay. */
  dead: number;
  retrying: number;
  /** Events in flight: not applied, and not only a dead letter. */
  unapplied: RawEvent[];
  /** When the oldest of these was stored. */
  oldestAt: number | null;
  /** In none of these places. */
  lost: number;
  /** Whether every consumer of the epoch exists. A worker that can't use its store doesn't create a deleted one. */
  isWhole: boolean;
}

export function clientAnswerOf({ accepted, applied, retrying, dead, waiting }: Outside): Truth {
  const open = accepted.filter(({ id }) => !applied.has(id));
  const retried = open.filter(({ position }) => retrying.has(position));
  const deadLettered = open.filter(({ position }) => dead.has(position) && !retrying.has(position));
  const unapplied = open.filter(({ position }) => !dead.has(position) || retrying.has(position));
  const delivered = unapplied.length - retried.length;
  return {
    accepted: accepted.length,
    applied: accepted.length - open.length,
    dead: deadLettered.length,
    retrying: retried.length,
    unapplied,
    oldestAt: unapplied.length === 0 ? null : Math.min(...unapplied.map(({ storedAt }) => storedAt)),
    lost: waiting === null ? 0 : Math.max(0, delivered - waiting),
    isWhole: waiting !== null,
  };
}

export const sameClientAnswer = (a: Truth, b: Truth): boolean =>
  JSON.stringify({ ...a, unapplied: a.unapplied.map(({ id }) => id) }) ===
  JSON.stringify({ ...b, unapplied: b.unapplied.map(({ id }) => id) });
