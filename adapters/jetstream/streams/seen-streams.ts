import type { Position } from '../../../contracts/position.ts';
import { type LogRecord, mergedRecords, recordOf } from './log-record.ts';
import { isSameStream, type SeenStream } from './same-stream.ts';
import type { StreamInfo } from './stream-info.ts';
import { eventStream } from './stream-layout.ts';

/** The newest confirmed sequence of each partition of a generation. */
export interface Confirmed {
  generation: number;
  newest: readonly number[];
}

type EventStream = Pick<Position, 'generation' | 'partition'>;

/**
 * What this process has seen of the log's streams. It says how much a destroyed stream held, and notices at once if a
 * partition counts from the beginning again.
 */
export class SeenStreams {
  /** The log's record at the last look: the streams that hold it may be the lost ones. */
  record: LogRecord = mergedRecords([]);
  readonly #streams = new Map<string, SeenStream>();
  /** The newest confirmed sequence of each partition of `#generation`. */
  #generation = 0;
  #confirmed: number[] = [];

  get(stream: string): SeenStream | undefined {
    return this.#streams.get(stream);
  }

  /** Takes the server's report on all streams. */
  take(streams: ReadonlyMap<string, StreamInfo>): void {
    this.record = recordOf(streams);
    const before = new Map(this.#streams);
    this.#streams.clear();
    for (const info of streams.values()) {
      const { created, config, state } = info;
      const known = before.get(config.name);
      const isSame = known !== undefined && isSameStream(info, known.created, known);
      // What two looks saw is on disk; on a full disk, the newest messages of a single look may still be refused.
      const confirmed = isSame ? Math.max(known.confirmed, Math.min(known.last, state.last_seq)) : 0;
      this.#streams.set(config.name, {
        created,
        messages: state.messages,
        first: state.first_seq,
        firstAt: Date.parse(state.first_ts),
        last: state.last_seq,
        confirmed,
        lastAt: Date.parse(state.last_ts),
      });
    }
  }

  /**
   * Takes a confirmed publish that was not a duplicate. Returns false if the partition's sequence did not go up: its stream
   * may have been replaced.
   */
  confirmed(generation: number, partition: number, sequence: number): boolean {
    if (generation !== this.#generation) {
      this.#generation = generation;
      this.#confirmed = [];
    }
    const before =
      this.#confirmed[partition] ?? this.#streams.get(eventStream(generation, partition))?.last ?? 0;
    if (sequence <= before) return false;
    this.#confirmed[partition] = sequence;
    return true;
  }

  /** What is confirmed now. A list of streams that is requested later does not end before it. */
  mark(): Confirmed {
    return { generation: this.#generation, newest: [...this.#confirmed] };
  }

  /** The newest sequence of an event stream that was confirmed at a mark; 0 if there is none. */
  newestConfirmed(stream: string, { generation, partition }: EventStream, mark: Confirmed): number {
    const own = generation === mark.generation ? (mark.newest[partition] ?? 0) : 0;
    return Math.max(own, this.#streams.get(stream)?.confirmed ?? 0);
  }
}
