import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import { readBatch, type StoredMessage } from '../../../adapters/jetstream/connection/read-batch.ts';
import { eventStream } from '../../../adapters/jetstream/streams/stream-layout.ts';
import type { SequenceRange } from '../../../contracts/ports/applied-ranges.ts';
import type { Position } from '../../../contracts/position.ts';
import { IntervalSet } from './interval-set.ts';

const BATCH = 500;
const BATCH_BYTES = 4 * 1024 ** 2;
/** Sequences this close together are read in one batch with those between them. */
const NEAR = 16;

export interface LogPart extends Pick<Position, 'generation' | 'partition'> {
  link: NatsLink;
}

/** The messages of these sequences that the log still holds, a batch at a time, in order. Throws LogUnavailable. */
export async function* readEvents(
  { link, generation, partition }: LogPart,
  wanted: IntervalSet,
): AsyncGenerator<StoredMessage[]> {
  const stream = eventStream(generation, partition);
  for (const [first, last] of near(wanted)) {
    for (let seq = first; seq <= last; ) {
      const batch = Math.min(BATCH, last - seq + 1);
      const messages = await readBatch(link, stream, { seq, batch, max_bytes: BATCH_BYTES });
      const newest = messages.at(-1);
      if (newest === undefined) break;
      const asked = IntervalSet.between(seq, Math.min(last, newest.sequence)).intersect(wanted);
      const sequences = new Set(asked.sequences());
      yield messages.filter(({ sequence }) => sequences.has(sequence));
      seq = newest.sequence + 1;
    }
  }
}

function near({ ranges }: IntervalSet): SequenceRange[] {
  const runs: SequenceRange[] = [];
  for (const [first, last] of ranges) {
    const run = runs.at(-1);
    if (run && first - run[1] <= NEAR) run[1] = last;
    else runs.push([first, last]);
  }
  return runs;
}
