import { encodeEvent } from '../../adapters/jetstream/publish/encode-event.ts';
import { mintCommandId } from '../../contracts/command-id.ts';
import { partitionOf } from '../../contracts/partition.ts';
import { createChannel } from '../../domain/chat/create-channel/command.ts';
import { deleteMessage } from '../../domain/chat/delete-message/command.ts';
import { editMessage } from '../../domain/chat/edit-message/command.ts';
import { joinChannel } from '../../domain/chat/join-channel/command.ts';
import { sendMessage } from '../../domain/chat/send-message/command.ts';
import type { AnyCommand } from '../../domain/command.ts';
import { mintSpanId, mintTraceId } from '../../platform/telemetry/trace-context/mint-ids.ts';
import { formatTraceparent } from '../../platform/telemetry/trace-context/trace-context.ts';

export type Shape = 'uniform' | 'skewed';

export interface Workload {
  events: number;
  channels: number;
  /** Skewed: the n-th busiest channel has a share in proportion to 1 / n. */
  shape: Shape;
  /** The number of this workload among several in one log; each has its own channels. Default 0. */
  part?: number | undefined;
  /** The share of traces that are kept. If absent, events carry no trace context. */
  keptTraces?: number | undefined;
}

const WORDS =
  'deploy canary billing rollback latency invoice shard replica window budget alert pager graph commit branch review merge queue drain retry probe quorum'.split(
    ' ',
  );
/** The lengths of texts, in characters. Real messages vary more. */
const SHORTEST = 120;
const LONGEST = 280;

/** Generates the same numbers in every run (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function textOf(random: () => number): string {
  const length = SHORTEST + random() * (LONGEST - SHORTEST);
  let text = '';
  while (text.length < length) text += `${WORDS[Math.floor(random() * WORDS.length)]} `;
  return text.trimEnd();
}

function chooserOf({ channels, shape }: Workload, random: () => number): () => number {
  if (shape === 'uniform') return () => Math.floor(random() * channels);
  const upTo: number[] = [];
  let total = 0;
  for (let rank = 1; rank <= channels; rank += 1) {
    total += 1 / rank;
    upTo.push(total);
  }
  return () => {
    const at = random() * total;
    let low = 0;
    for (let high = channels - 1; low < high; ) {
      const middle = (low + high) >> 1;
      if (upTo[middle]! < at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** Uses its own randomness, so that the events are the same with and without trace contexts. */
const traceparentOf = (kept: number): string =>
  formatTraceparent(mintTraceId(), mintSpanId(), Math.random() < kept ? 3 : 2);

/**
 * The events of a workload, as the gateway encodes them. Each channel is created once; then 96 of 100 events are
 * messages, 2 edits, 1 a delete (both of the channel's last message, by its author) and 1 a join.
 */
export function* makeEvents(workload: Workload, generation: number, partitions: number) {
  const { keptTraces, part = 0 } = workload;
  const random = randomOf(part + 1);
  const choose = chooserOf(workload, random);
  const last = new Map<string, { messageId: string; actor: string }>();
  const encode = (
    command: AnyCommand,
    channelId: string,
    actor: string,
    data: (id: string) => Record<string, unknown>,
  ) => {
    const partition = partitionOf(channelId, partitions);
    const id = mintCommandId(generation, partition);
    return encodeEvent({
      id,
      command,
      aggregateId: channelId,
      time: new Date().toISOString(),
      correlationId: id,
      causationId: undefined,
      actor,
      traceparent: keptTraces === undefined ? undefined : traceparentOf(keptTraces),
      data: { channelId, ...data(id) },
      generation,
      partition,
    });
  };
  for (let n = 0; n < workload.events; n += 1) {
    const channelId = `channel-${part}-${n < workload.channels ? n : choose()}`;
    const actor = `person-${Math.floor(random() * 40)}`;
    const lot = random();
    const target = last.get(channelId);
    if (n < workload.channels) yield encode(createChannel, channelId, actor, () => ({ title: channelId }));
    else if (lot < 0.01) yield encode(joinChannel, channelId, actor, () => ({}));
    else if (lot < 0.04 && target) {
      const { messageId } = target;
      if (lot < 0.03) {
        const text = textOf(random);
        yield encode(editMessage, channelId, target.actor, () => ({ messageId, text }));
      } else {
        last.delete(channelId);
        yield encode(deleteMessage, channelId, target.actor, () => ({ messageId }));
      }
    } else {
      const text = textOf(random);
      const event = encode(sendMessage, channelId, actor, (id) => ({ messageId: id, text }));
      last.set(channelId, { messageId: event.id, actor });
      yield event;
    }
  }
}
