import { type DestroyedStream, lostStreamKey } from '../../../contracts/lost-stream.ts';
import type { LogRecord } from './log-record.ts';
import { isSameStream } from './same-stream.ts';
import type { Confirmed, SeenStreams } from './seen-streams.ts';
import type { StreamInfo } from './stream-info.ts';
import { readEventStream } from './stream-layout.ts';

/**
 * The streams destroyed since the last check: recorded streams that are missing or were replaced, and event streams that end
 * before a confirmed event. A stream's identity is its name and creation time. A restored backup keeps both, so its end is
 * also compared with the events confirmed at `mark`. The mark is taken before the list of streams is requested, because
 * later events may be confirmed after the list was made.
 */
export function findLostStreams(
  streams: ReadonlyMap<string, StreamInfo>,
  record: LogRecord,
  seen: SeenStreams,
  mark: Confirmed,
  now: number,
): DestroyedStream[] {
  const known = new Set(record.lost.map(lostStreamKey));
  const lost = Object.entries(record.created).flatMap(([stream, created]): DestroyedStream[] => {
    const info = streams.get(stream);
    const before = seen.get(stream);
    if (info && isSameStream(info, created, before)) return shortenedBy(info, seen, mark, now);
    const isSeen = before?.created === created;
    return [
      {
        stream,
        created,
        how: info ? 'replaced' : 'deleted',
        noticedAt: new Date(now).toISOString(),
        messages: isSeen ? before.messages : null,
        first: isSeen ? before.first : null,
        last: isSeen ? Math.max(before.last, confirmedOf(stream, seen, mark)) : null,
        lost: {},
      },
    ];
  });
  return lost.filter((each) => !known.has(lostStreamKey(each)));
}

function shortenedBy(info: StreamInfo, seen: SeenStreams, mark: Confirmed, now: number): DestroyedStream[] {
  const { name } = info.config;
  const before = seen.get(name);
  const confirmed = confirmedOf(name, seen, mark);
  const end = info.state.last_seq;
  if (!before || !isSameStream(info, before.created, before) || end >= confirmed) return [];
  return [
    {
      stream: name,
      created: info.created,
      how: 'shortened',
      noticedAt: new Date(now).toISOString(),
      messages: confirmed - end,
      first: end + 1,
      last: confirmed,
      lost: {},
    },
  ];
}

function confirmedOf(stream: string, seen: SeenStreams, mark: Confirmed): number {
  const at = readEventStream(stream);
  return at ? seen.newestConfirmed(stream, at, mark) : 0;
}
