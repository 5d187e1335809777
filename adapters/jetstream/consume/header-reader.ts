import { randomUUID } from 'node:crypto';
import { apiRequest } from '../connection/api-request.ts';
import { LogUnavailable } from '../connection/log-unavailable.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import type { ConsumerInfo } from './consumer-progress.ts';
import type { Delivery } from './delivery.ts';
import type { MessageSource, ReadMessages } from './message-source.ts';
import { INTERNAL } from './projection-consumer.ts';
import { PullConsumer } from './pull-consumer.ts';

const BATCH = 4_000;
const BATCH_BYTES = 8 * 1024 ** 2;
/** The server removes the consumer of a process that has ended. */
const INACTIVE_NS = 60_000_000_000;

/**
 * Reads the headers of a stream's messages in order, from a sequence on, without their bytes. It has its own consumer, in
 * memory, without acknowledgements. It ends when it notices messages lost in transit (a broken connection, a restarted
 * server); the indexer then opens another reader at the next sequence.
 */
export class HeaderReader implements MessageSource<Delivery> {
  readonly #link: NatsLink;
  readonly #pull: PullConsumer;
  #delivered = 0;
  /** The stream had no messages up to here when the reader began. */
  #emptyTo: number;

  private constructor(link: NatsLink, pull: PullConsumer, emptyTo: number) {
    this.#link = link;
    this.#pull = pull;
    this.#emptyTo = emptyTo;
  }

  /** `last`: the stream's newest sequence before this call. Throws LogUnavailable, ApiRefusal. */
  static async open(link: NatsLink, stream: string, from: number, last: number): Promise<HeaderReader> {
    const name = `headers-${randomUUID()}`;
    const { num_pending } = await apiRequest<ConsumerInfo>(link, `CONSUMER.CREATE.${stream}.${name}`, {
      stream_name: stream,
      config: {
        name,
        deliver_policy: 'by_start_sequence',
        opt_start_seq: from,
        ack_policy: 'none',
        replay_policy: 'instant',
        headers_only: true,
        mem_storage: true,
        num_replicas: 1,
        inactive_threshold: INACTIVE_NS,
        metadata: { [INTERNAL]: 'ledger-index' },
      },
      action: 'create',
    });
    const limits = { maxEvents: BATCH, maxBytes: BATCH_BYTES };
    const pull: PullConsumer = new PullConsumer(link, stream, name, limits, async () => pull.close());
    return new HeaderReader(link, pull, num_pending === 0 ? last : 0);
  }

  /** The next messages; waits until there are some. Throws LogUnavailable if the reader has ended. */
  async read(): Promise<ReadMessages<Delivery>> {
    if (this.#emptyTo > 0) {
      const next = this.#emptyTo + 1;
      this.#emptyTo = 0;
      return { messages: [], next };
    }
    const messages = await this.#pull.next();
    const newest = messages.at(-1);
    if (!newest) throw new LogUnavailable('The consumer of the headers was deleted.');
    for (const { consumerSequence } of messages) {
      if (consumerSequence !== this.#delivered + 1) throw new LogUnavailable('Headers were lost in transit.');
      this.#delivered = consumerSequence;
    }
    return { messages, next: newest.sequence + 1 };
  }

  close(): void {
    this.#pull.close();
    const { stream, consumer } = this.#pull;
    // If this request fails, the server removes the consumer after its inactivity threshold.
    apiRequest(this.#link, `CONSUMER.DELETE.${stream}.${consumer}`).catch(() => {});
  }
}
