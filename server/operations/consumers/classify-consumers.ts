import type { ListedConsumer } from '../../../adapters/jetstream/consume/list-consumers.ts';
import { INTERNAL, PROJECTION } from '../../../adapters/jetstream/consume/projection-consumer.ts';
import { RETRIES } from '../../../adapters/jetstream/streams/stream-layout.ts';
import type { ConsumerKind } from '../../../contracts/consumers.ts';

export interface ConsumerClass {
  kind: ConsumerKind;
  projection: string | null;
}

export interface ClassifiedConsumers {
  classOf(consumer: ListedConsumer): ConsumerClass;
  /** By projection, the name of the consumers of the epoch in use. */
  current: ReadonlyMap<string, string>;
}

/** A projection's consumers have the name of their epoch, on every stream they are on. */
interface Epoch {
  projection: string;
  createdAt: number;
  isConnected: boolean;
}

/**
 * Finds out what each consumer is for. The epoch in use is the one whose workers are connected, otherwise the newest: consumers
 * that an older epoch left behind will never be worked on again, and raise no alert.
 */
export function classifyConsumers(
  consumers: readonly ListedConsumer[],
  connected: ReadonlySet<string>,
): ClassifiedConsumers {
  const epochs = new Map<string, Epoch>();
  for (const { name, created, config } of consumers) {
    const projection = config.metadata?.[PROJECTION];
    if (projection === undefined) continue;
    const createdAt = Math.max(Date.parse(created), epochs.get(name)?.createdAt ?? 0);
    epochs.set(name, { projection, createdAt, isConnected: connected.has(name) });
  }
  const current = new Map<string, string>();
  for (const [name, epoch] of epochs) {
    const best = epochs.get(current.get(epoch.projection) ?? '');
    const isBetter =
      !best ||
      (epoch.isConnected === best.isConnected ? epoch.createdAt > best.createdAt : epoch.isConnected);
    if (isBetter) current.set(epoch.projection, name);
  }
  // An epoch that a worker reports is in use, even without any consumer.
  for (const name of connected) {
    const projection = projectionIn(name);
    if (projection !== null && !current.has(projection)) current.set(projection, name);
  }
  const classOf = ({ stream_name, name, config }: ListedConsumer): ConsumerClass => {
    if (config.metadata?.[INTERNAL] !== undefined) return { kind: 'internal', projection: null };
    const projection = config.metadata?.[PROJECTION] ?? retriesOf(stream_name, name, epochs);
    if (projection === null) return { kind: 'other', projection: null };
    if (current.get(projection) !== name) return { kind: 'older-epoch', projection };
    return { kind: stream_name === RETRIES ? 'retries' : 'projection', projection };
  };
  return { classOf, current };
}

/** The name of a consumer of RETRIES is its epoch's; nothing else identifies it. */
const retriesOf = (stream: string, name: string, epochs: ReadonlyMap<string, Epoch>): string | null =>
  stream === RETRIES ? (epochs.get(name)?.projection ?? projectionIn(name)) : null;

const projectionIn = (consumer: string): string | null => /^(.+)-[0-9a-f]{10}$/.exec(consumer)?.[1] ?? null;
