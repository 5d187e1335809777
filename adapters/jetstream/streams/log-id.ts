import { createHash } from 'node:crypto';
import type { StreamInfo } from './stream-info.ts';
import { readEventStream } from './stream-layout.ts';

/** Metadata of streams: the identity of their log. */
export const LOG_ID = 'waybill.log';

export const logIdIn = (info: Pick<StreamInfo, 'config'> | undefined): string | null =>
  (info?.config.metadata as Record<string, string> | undefined)?.[LOG_ID] ?? null;

/**
 * The identity for a log that has none yet, made from one of its streams, so processes that create a log at the same time
 * agree. It is made once and kept, because a stream that is created again has another time.
 */
export function newLogId({ created }: Pick<StreamInfo, 'created'>): string {
  const digest = createHash('sha256').update(`waybill log ${created}`).digest('hex');
  const [a, b, c, d, e] = [
    [0, 8],
    [8, 12],
    [13, 16],
    [17, 20],
    [20, 32],
  ].map((at) => digest.slice(...at));
  return `${a}-${b}-8${c}-8${d}-${e}`;
}

/** The log id that most event streams of the newest generation with ids have. */
export function logIdOfEvents(streams: Iterable<StreamInfo>): string | null {
  let newest = 0;
  let votes = new Map<string, number>();
  for (const info of streams) {
    const id = logIdIn(info);
    const at = readEventStream(info.config.name);
    if (!at || id === null || at.generation < newest) continue;
    if (at.generation > newest) votes = new Map();
    newest = at.generation;
    votes.set(id, (votes.get(id) ?? 0) + 1);
  }
  return [...votes].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}
