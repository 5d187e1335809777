import type { SeenStream } from './seen-streams.ts';
import type { StreamInfo } from './stream-info.ts';
import { isClosedStream, readEventStream } from './stream-layout.ts';

/** In the metadata of a closed stream that only has the name of one that took events. */
export const REPLACES = 'waybill.replaces';

/**
 * Whether this is the stream that was `known` as created at that time. The time of creation alone does not tell: after a
 * restart and a change of a stream's configuration, nats-server (2.14.5) reports, from its next restart on, the time of the
 * first of these restarts. So a later time is another stream only where the content is another: one that somebody created
 * holds nothing from before its creation, and does not continue what was seen.
 */
export function isSameStream(info: StreamInfo, known: string, seen?: SeenStream): boolean {
  const { created, config, state } = info;
  if (created === known) return true;
  if (Date.parse(created) < Date.parse(known)) return false;
  if ((config.metadata as Record<string, string> | undefined)?.[REPLACES] !== undefined) return false;
  if (seen?.created === known && !continues(info, seen)) return false;
  if (state.messages === 0 && state.last_seq > 0) return true;
  if (state.messages > 0 && Date.parse(state.first_ts) < Date.parse(created)) return true;
  // Only a stream that takes events must prove it: there, sequences that begin again would undo newer edits.
  return readEventStream(config.name) === undefined || isClosedStream(config);
}

const continues = ({ state }: StreamInfo, seen: SeenStream): boolean =>
  state.last_seq >= seen.last &&
  (seen.messages === 0 || state.first_seq !== seen.first || Date.parse(state.first_ts) === seen.firstAt);
