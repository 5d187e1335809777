import type { AckInbox } from '../../../adapters/jetstream/connection/ack-inbox.ts';
import { publishOnce } from '../../../adapters/jetstream/publish/publish-once.ts';
import { SNAPSHOTS_SUBJECT } from '../../../adapters/jetstream/streams/stream-layout.ts';
import type { ConsumerStatus } from '../../../contracts/consumer-status.ts';
import type { LagMinute, LogPoint } from '../../../contracts/ports/lag-history.ts';

/** A message of SNAPSHOTS: one minute of up to `MAX_CONSUMERS` consumers, each as an array, to be short. */
interface MinuteMessage {
  v: 1;
  /** Unix ms: the start of the minute. */
  at: number;
  consumers: MinuteRow[];
  /** The log in that minute: in one message of the minute. */
  log?: LogRow;
}

type LogRow = [
  bytes: number,
  maxBytes: number | null,
  messages: number,
  fullestShare: number | null,
  oldestAt: number | null,
  leftMs: number | null,
];

type MinuteRow = [
  stream: string,
  consumer: string,
  lagMin: number,
  lagMax: number,
  lagLast: number,
  ageMinMs: number | null,
  ageMaxMs: number | null,
  ageLastMs: number | null,
  status: ConsumerStatus,
];

/** Keeps a message far below the server's limit, even with long names. */
const MAX_CONSUMERS = 1_000;

/**
 * Stores a minute of all consumers, and of the log. The message id is the minute's, so of two leaders one succeeds, and a
 * repetition stores nothing twice. Throws LogUnavailable.
 */
export async function writeMinute(
  inbox: AckInbox,
  minutes: readonly LagMinute[],
  log: LogPoint | undefined,
  timeoutMs: number,
): Promise<void> {
  for (let from = 0; from < minutes.length; from += MAX_CONSUMERS) {
    const part = minutes.slice(from, from + MAX_CONSUMERS);
    const at = part[0]!.at;
    const message: MinuteMessage = { v: 1, at, consumers: part.map(rowOf) };
    if (from === 0 && log) message.log = logRowOf(log);
    const bytes = Buffer.from(JSON.stringify(message));
    await publishOnce(inbox, { subject: SNAPSHOTS_SUBJECT, id: `minute:${at}:${from}`, bytes }, timeoutMs);
  }
}

/** The minutes that a message of SNAPSHOTS holds; none for another message. */
export function readMinutes(bytes: Uint8Array): { consumers: LagMinute[]; log: LogPoint[] } {
  try {
    const { v, at, consumers, log } = JSON.parse(Buffer.from(bytes).toString('utf8')) as MinuteMessage;
    if (v !== 1 || !Number.isInteger(at)) return { consumers: [], log: [] };
    return { consumers: consumers.map((row) => minuteOf(at, row)), log: log ? [logPointOf(at, log)] : [] };
  } catch {
    return { consumers: [], log: [] };
  }
}

const logRowOf = ({ bytes, maxBytes, messages, fullestShare, oldestAt, leftMs }: LogPoint): LogRow => [
  bytes,
  maxBytes,
  messages,
  fullestShare,
  oldestAt,
  leftMs,
];

const logPointOf = (
  at: number,
  [bytes, maxBytes, messages, fullestShare, oldestAt, leftMs]: LogRow,
): LogPoint => ({ at, bytes, maxBytes, messages, fullestShare, oldestAt, leftMs });

const rowOf = (one: LagMinute): MinuteRow => [
  one.stream,
  one.consumer,
  one.lagMin,
  one.lagMax,
  one.lagLast,
  one.ageMinMs,
  one.ageMaxMs,
  one.ageLastMs,
  one.status,
];

const minuteOf = (
  at: number,
  [stream, consumer, lagMin, lagMax, lagLast, ageMinMs, ageMaxMs, ageLastMs, status]: MinuteRow,
): LagMinute => ({
  stream,
  consumer,
  at,
  lagMin,
  lagMax,
  lagLast,
  ageMinMs,
  ageMaxMs,
  ageLastMs,
  status,
});
