import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import { readBatch } from '../../../adapters/jetstream/connection/read-batch.ts';
import type { Delivery } from '../../../adapters/jetstream/consume/delivery.ts';
import { HeaderReader } from '../../../adapters/jetstream/consume/header-reader.ts';
import type { IndexedStream } from '../../../adapters/jetstream/consume/indexed-stream.ts';
import { eventStream } from '../../../adapters/jetstream/streams/stream-layout.ts';
import type { LedgerIndex } from '../../../contracts/ports/ledger-index.ts';
import { readCommandHeaders } from './read-command-headers.ts';

interface EventStreamOptions {
  link: NatsLink;
  index: LedgerIndex;
  generation: number;
  partition: number;
  /** A stream that is new to the index is read from this many of its newest events, none older than this many ms. */
  maxRows: number;
  windowMs: number;
}

/** One partition's events, by their headers. */
export function indexedEvents(options: EventStreamOptions): IndexedStream<Delivery> {
  const { link, index, generation, partition, maxRows, windowMs } = options;
  const at = { generation, partition };
  const stream = eventStream(generation, partition);
  return {
    stream,
    open: (from, last) => HeaderReader.open(link, stream, from, last),
    progress: () => index.progress(at),
    take: (messages, progress, after) =>
      index.addCommands({ ...at, after, ...progress, commands: messages.map(readCommandHeaders) }),
    restart: () => index.forget(at),
    /** The first event within the window. */
    async first({ state }) {
      const { first_seq, last_seq, messages, first_ts } = state;
      const byRows = Math.max(first_seq, last_seq - maxRows + 1, 1);
      const since = Date.now() - windowMs;
      if (messages === 0 || Date.parse(first_ts) >= since) return byRows;
      const [first] = await readBatch(link, stream, { start_time: new Date(since).toISOString(), batch: 1 });
      return Math.max(byRows, first?.sequence ?? last_seq + 1);
    },
  };
}
