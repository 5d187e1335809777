import { type LostStream, lostStreamKey } from '../../../contracts/lost-stream.ts';
import { apiRequest } from '../connection/api-request.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import { LOG_ID, logIdIn, logIdOfEvents } from './log-id.ts';
import { isSameStream } from './same-stream.ts';
import { type StreamInfo, streamInfo } from './stream-info.ts';
import { DEAD_LETTERS, OPERATIONS, readEventStream } from './stream-layout.ts';

const NEWEST = 'waybill.newest-generation';
const STREAMS = 'waybill.streams';
const LOST = 'waybill.lost-streams';

/** Two streams keep the record, so it survives the loss of one of them. */
const KEPT_IN = [DEAD_LETTERS, OPERATIONS];
/** The server accepts 128 KiB of metadata. Beyond these limits the oldest entries are dropped. */
const MOST_STREAM_BYTES = 72 * 1024;
const MOST_LOST_BYTES = 40 * 1024;

/** What the log records about itself, in the metadata of two of its streams. */
export interface LogRecord {
  /** The log's identity: made once, for all its generations. Null until a log of an older version gets one. */
  logId: string | null;
  /** The newest generation that ever took events; 0 for none. A number is never used twice. */
  newest: number;
  /** When each stream was created (RFC 3339): a stream of the same name with another time is another stream. */
  created: Record<string, string>;
  /** In the order in which Waybill noticed them. */
  lost: LostStream[];
}

function readOne(info: StreamInfo | undefined): LogRecord {
  const metadata = (info?.config.metadata ?? {}) as Record<string, string>;
  return {
    logId: logIdIn(info),
    newest: Number(metadata[NEWEST] ?? 0),
    created: parsed(metadata[STREAMS], {}),
    lost: parsed<LostStream[]>(metadata[LOST], []),
  };
}

function parsed<Value>(text: string | undefined, otherwise: Value): Value {
  try {
    return text === undefined ? otherwise : (JSON.parse(text) as Value);
  } catch {
    return otherwise;
  }
}

/** The record as these streams hold it. */
export function recordOf(streams: ReadonlyMap<string, StreamInfo>): LogRecord {
  const records = KEPT_IN.map((name) => readOne(streams.get(name)));
  const named = [...records.map(({ logId }) => logId), logIdOfEvents(streams.values())].filter(
    (id) => id !== null,
  );
  // If one of the three belongs to another log, the other two outvote it.
  const logId = named.find((id, at) => named.indexOf(id) !== at) ?? named[0] ?? null;
  return mergedRecords(records, logId);
}

/** Merges these records of one log: by default that of the first record that names one. */
export function mergedRecords(
  ofLogs: readonly LogRecord[],
  logId = ofLogs.find((record) => record.logId !== null)?.logId ?? null,
): LogRecord {
  const records = ofLogs.filter((record) => record.logId === null || record.logId === logId);
  const lost = new Map<string, LostStream>();
  const created: Record<string, string> = {};
  for (const record of records) {
    for (const [name, at] of Object.entries(record.created))
      if (!created[name] || Date.parse(created[name]) < Date.parse(at)) created[name] = at;
    for (const each of record.lost) {
      const known = lost.get(lostStreamKey(each));
      lost.set(lostStreamKey(each), known ? { ...each, lost: { ...known.lost, ...each.lost } } : each);
    }
  }
  const newest = Math.max(0, ...records.map((record) => record.newest));
  return { logId, newest, created, lost: [...lost.values()] };
}

/** Throws LogUnavailable, ApiRefusal. */
export async function readLogRecord(link: NatsLink): Promise<LogRecord> {
  const infos = await Promise.all(KEPT_IN.map((name) => streamInfo(link, name)));
  return recordOf(new Map(KEPT_IN.flatMap((name, n) => (infos[n] ? [[name, infos[n]]] : []))));
}

/** Changes the record in the streams that hold it; writes nothing if nothing changes. Throws LogUnavailable, ApiRefusal. */
export async function updateLogRecord(
  link: NatsLink,
  change: (record: LogRecord) => LogRecord,
): Promise<void> {
  const infos = new Map<string, StreamInfo>();
  for (const name of KEPT_IN) {
    const info = await streamInfo(link, name);
    if (info) infos.set(name, info);
  }
  const { logId, newest, created, lost } = change(recordOf(infos));
  const kept: Record<string, string> = {
    ...(logId !== null && { [LOG_ID]: logId }),
    [NEWEST]: String(newest),
    [STREAMS]: JSON.stringify(boundedStreams(created)),
    [LOST]: JSON.stringify(boundedLost(lost)),
  };
  for (const [name, { config }] of infos) {
    const metadata = (config.metadata ?? {}) as Record<string, string>;
    if (Object.entries(kept).every(([key, text]) => metadata[key] === text)) continue;
    await apiRequest(link, `STREAM.UPDATE.${name}`, { ...config, metadata: { ...metadata, ...kept } });
  }
}

/** Adds lost streams, each once. */
export const withLost = (record: LogRecord, lost: readonly LostStream[]): LogRecord => {
  const known = new Set(record.lost.map(lostStreamKey));
  return { ...record, lost: [...record.lost, ...lost.filter((each) => !known.has(lostStreamKey(each)))] };
};

/** Whether an event stream is the one that took events under this name. */
export const isRecorded = ({ created }: LogRecord, info: StreamInfo): boolean => {
  const known = created[info.config.name];
  return known === undefined || isSameStream(info, known);
};

function boundedStreams(created: Record<string, string>): Record<string, string> {
  const entries = Object.entries(created).sort(
    ([a], [b]) => generationOf(a) - generationOf(b) || (a < b ? -1 : 1),
  );
  let size = entries.reduce((sum, [name, at]) => sum + name.length + at.length + 6, 2);
  while (size > MOST_STREAM_BYTES) {
    const [name, at] = entries.shift()!;
    size -= name.length + at.length + 6;
  }
  return Object.fromEntries(entries);
}

/** Fixed streams sort last: the oldest generations are dropped first. */
const generationOf = (name: string): number => readEventStream(name)?.generation ?? Number.MAX_SAFE_INTEGER;

function boundedLost(lost: readonly LostStream[]): LostStream[] {
  const kept = [...lost];
  while (JSON.stringify(kept).length > MOST_LOST_BYTES) kept.shift();
  return kept;
}
