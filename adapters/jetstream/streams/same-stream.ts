import type { StreamInfo } from './stream-info.ts';
import { isClosedStream, readEventStream } from './stream-layout.ts';

/** A stream as this process last saw it. */
export interface SeenStream {
  created: string;
  messages: number;
  first: number;
  /** Unix ms, by the log's clock, of its first message. */
  firstAt: number;
  last: number;
  /** The newest sequence that the stream is known to have confirmed; the stream must never end before it. */
  confirmed: number;
  /** Unix ms, by the log's clock, of its newest message. */
  lastAt: number;
}

/** Metadata of a closed stream that replaced one that took events. */
export const REPLACES = 'waybill.replaces';

/**
 * Whether this is the stream whose creation time was recorded as `known`. The creation time alone does not prove it: if a
 * stream's configuration changes after a restart, nats-server (2.14.5) reports the time of that restart as creation time from its
 * next restart on. So a stream with a later time is another one only if its content differs: a new stream holds
 * no message from before its creation, and does not continue the sequences that were seen.
 */
export function isSameStream(info: StreamInfo, known: string, seen?: SeenStream): boolean {
  const { created, config, state } = info;
  if (created === known) return true;
  if (Date.parse(created) < Date.parse(known)) return false;
  if ((config.metadata as Record<string, string> | undefined)?.[REPLACES] !== undefined) return false;
  if (seen?.created === known && !continues(info, seen)) return false;
  if (state.messages === 0 && state.last_seq > 0) return true;
  if (state.messages > 0 && Date.parse(state.first_ts) < Date.parse(created)) return true;
  // Only a stream that takes events must prove this: if its sequences began again, they would undo newer edits.
  return readEventStream(config.name) === undefined || isClosedStream(config);
}

const continues = ({ state }: StreamInfo, seen: SeenStream): boolean =>
  state.last_seq >= seen.last &&
  (seen.messages === 0 || state.first_seq !== seen.first || Date.parse(state.first_ts) === seen.firstAt);
