import type { DestroyedStream } from '../../../contracts/lost-stream.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import { type EnsuredGeneration, ensureGeneration } from './ensure-generation.ts';
import { type Drift, ensureStream } from './ensure-stream.ts';
import { findLostStreams } from './find-lost-streams.ts';
import { listStreams } from './list-streams.ts';
import { newLogId } from './log-id.ts';
import { isRecorded, type LogRecord, mergedRecords, updateLogRecord, withLost } from './log-record.ts';
import { SeenStreams } from './seen-streams.ts';
import { readSnapshot } from './start-generation.ts';
import { fixedStreamConfigs, type LogLimits } from './stream-configs.ts';
import { type StreamInfo, streamInfo } from './stream-info.ts';
import { DEAD_LETTERS, readEventStream } from './stream-layout.ts';

export interface EnsuredLog extends EnsuredGeneration {
  /** Streams destroyed since the last check, each reported once. */
  lost: DestroyedStream[];
  /** The streams before any was created. */
  streams: ReadonlyMap<string, StreamInfo>;
}

/**
 * Creates missing streams of the log and compares the others with the configuration. Records lost streams in the log itself,
 * so that the record survives. `seen`: what this process knows about the streams. Throws LogUnavailable, ApiRefusal.
 */
export async function ensureLog(
  link: NatsLink,
  limits: LogLimits,
  partitionsOfNew: number,
  seen: SeenStreams = new SeenStreams(),
): Promise<EnsuredLog> {
  const mark = seen.mark();
  const found = await readSnapshot(link);
  const known = mergedRecords([found.record, seen.record]);
  const { streams } = found;
  const lost = findLostStreams(streams, known, seen, mark, Date.now());
  const drift: Drift[] = [];
  for (const config of fixedStreamConfigs(limits)) drift.push(...(await ensureStream(link, config)));
  const record = { ...known, logId: known.logId ?? (await firstLogId(link)) };
  const snapshot = { ...found, record };
  const ensured = await ensureGeneration(link, limits, partitionsOfNew, snapshot, lost, seen);
  await recordStreams(link, limits, record, lost);
  return { ...ensured, lost, streams, drift: [...drift, ...ensured.drift] };
}

/** For a log that is new, or that an older version created without an id. */
async function firstLogId(link: NatsLink): Promise<string | null> {
  const info = await streamInfo(link, DEAD_LETTERS);
  return info ? newLogId(info) : null;
}

/** Records the streams that exist, and those that were lost. */
async function recordStreams(
  link: NatsLink,
  limits: LogLimits,
  known: LogRecord,
  lost: readonly DestroyedStream[],
): Promise<void> {
  const streams = await listStreams(link);
  const fixed = fixedStreamConfigs(limits).map(({ name }) => name);
  await updateLogRecord(link, (kept) => {
    const record = mergedRecords([kept, known], known.logId);
    const created = { ...record.created };
    for (const name of fixed) {
      const info = streams.get(name);
      if (info) created[name] = info.created;
    }
    // An event stream keeps its identity for ever: one that gets its name later is another stream.
    for (const [name, info] of streams) {
      const at = readEventStream(name);
      if (!at || at.generation > record.newest) continue;
      // The same stream with a new creation time: record that one from now on.
      if (isRecorded(record, info)) created[name] = info.created;
    }
    return withLost({ ...record, created }, lost);
  });
}
