import { AckInbox } from '../adapters/jetstream/connection/ack-inbox.ts';
import type { NatsLink } from '../adapters/jetstream/connection/nats-link.ts';
import { appendEvent } from '../adapters/jetstream/publish/append-event.ts';
import { encodeEvent } from '../adapters/jetstream/publish/encode-event.ts';
import { currentGeneration } from '../adapters/jetstream/streams/list-generations.ts';
import { mintCommandId } from '../contracts/command-id.ts';
import { partitionOf } from '../contracts/partition.ts';
import { encodePosition } from '../contracts/position.ts';
import { sendMessage } from '../domain/chat/send-message/command.ts';
import type { Answer } from './chaos/answer.ts';

const TIMES = { publishTimeoutMs: 1_000, reconnectGraceMs: 2_000 };
const DEADLINE_MS = 5_000;

/**
 * Stores events that no worker can apply: messages whose text is in the wrong field. The gateway refuses these, so they
 * go directly to the log, whose confirmation counts as their 202.
 */
export class UnfitSender {
  readonly #link: NatsLink;
  readonly #inbox: AckInbox;

  constructor(link: NatsLink) {
    this.#link = link;
    this.#inbox = new AckInbox(link);
  }

  async send(channelId: string, actor: string, correlationId: string): Promise<Answer> {
    const generation = await currentGeneration(this.#link).catch(() => undefined);
    if (!generation) return { verdict: 'refused', what: 'unfit event refused: no log' };
    const partition = partitionOf(channelId, generation.partitions);
    const id = mintCommandId(generation.number, partition);
    const event = encodeEvent({
      id,
      command: sendMessage,
      aggregateId: channelId,
      time: new Date().toISOString(),
      correlationId,
      causationId: undefined,
      actor,
      traceparent: undefined,
      data: { channelId, messageId: id, body: 'A message whose text is called body.' },
      generation: generation.number,
      partition,
    });
    const deadline = performance.now() + DEADLINE_MS;
    const outcome = await appendEvent(this.#link, this.#inbox, event, TIMES, deadline, async () => false);
    switch (outcome.kind) {
      case 'stored':
        return {
          verdict: 'accepted',
          what: 'unfit event stored',
          commandId: id,
          position: encodePosition(outcome.position),
        };
      case 'refused':
        return { verdict: 'refused', what: `unfit event refused: ${outcome.reason}` };
      case 'unknown':
        return { verdict: 'unknown', what: 'unfit event not confirmed', commandId: id };
    }
  }

  close(): void {
    this.#inbox.close();
  }
}
