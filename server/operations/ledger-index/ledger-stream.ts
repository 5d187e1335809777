import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import type { StoredMessage } from '../../../adapters/jetstream/connection/read-batch.ts';
import type { IndexedStream } from '../../../adapters/jetstream/consume/indexed-stream.ts';
import { BatchSource } from '../../../adapters/jetstream/consume/message-source.ts';
import { LEDGER } from '../../../adapters/jetstream/streams/stream-layout.ts';
import type { LedgerIndex } from '../../../contracts/ports/ledger-index.ts';
import { readLedgerMessage } from './read-ledger-message.ts';

const LIMITS = { batch: 500, bytes: 4 * 1024 ** 2 };

/** What gateways and workers recorded of their work. */
export const indexedLedger = (link: NatsLink, index: LedgerIndex): IndexedStream<StoredMessage> => ({
  stream: LEDGER,
  open: (from) => new BatchSource(link, LEDGER, from, LIMITS),
  progress: () => index.progress(LEDGER),
  take: (found, progress, after) =>
    index.addLedger({
      after,
      ...progress,
      messages: found.flatMap(({ sequence, subject, bytes }) => {
        const message = readLedgerMessage(bytes);
        return message ? [{ sequence, role: subject.slice(subject.indexOf('.') + 1), message }] : [];
      }),
    }),
  restart: () => index.forget(LEDGER),
});
