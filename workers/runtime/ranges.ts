import type { LoggedEvent } from '../../contracts/event.ts';
import { type AppliedRecord, MAX_RANGE, MAX_RANGES } from '../../contracts/ledger.ts';
import { versionOf } from '../../contracts/position.ts';

type Ranges = Pick<AppliedRecord, 'ranges' | 'count'>;

/**
 * The sequences of one partition's events as ascending ranges, split so that no list is longer than `MAX_RANGES` and no
 * range than `MAX_RANGE`. What stands there twice counts once.
 */
export function rangesOf(events: readonly LoggedEvent[], generation: number): Ranges[] {
  if (events.length === 0) return [];
  const ascending = inOrder(events);
  // Within a generation a version is its sequence above a base, and a position would have to be parsed.
  const base = versionOf({ generation, partition: 0, sequence: 0 });
  let current: Ranges = { ranges: [], count: 0 };
  const all = [current];
  let from = ascending[0]!.version - base;
  let to = from;
  const end = () => {
    if (current.ranges.length === MAX_RANGES) {
      current = { ranges: [], count: 0 };
      all.push(current);
    }
    current.ranges.push([from, to]);
    current.count += to - from + 1;
  };
  for (let at = 1; at < ascending.length; at += 1) {
    const sequence = ascending[at]!.version - base;
    if (sequence === to) continue;
    if (sequence === to + 1 && sequence - from < MAX_RANGE) to = sequence;
    else {
      end();
      from = sequence;
      to = sequence;
    }
  }
  end();
  return all;
}

/** As they are, nearly always: only what was handed out again may come out of its order. */
function inOrder(events: readonly LoggedEvent[]): readonly LoggedEvent[] {
  for (let at = 1; at < events.length; at += 1)
    if (events[at]!.version < events[at - 1]!.version)
      return events.toSorted((a, b) => a.version - b.version);
  return events;
}
