import { apiRequest } from '../connection/api-request.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import { ADVISORIES } from '../streams/stream-layout.ts';
import { type ConsumerInfo, consumerInfo } from './consumer-progress.ts';
import { PROJECTION } from './projection-consumer.ts';

/** The server's notice that it will not deliver an event to a consumer again. */
export interface Advisory {
  kind: 'terminated' | 'max-deliveries';
  stream: string;
  consumer: string;
  sequence: number;
  deliveries: number;
  reason: string;
  /** ISO 8601. */
  at: string;
}

const kinds: Record<string, Advisory['kind']> = {
  'io.nats.jetstream.advisory.v1.terminated': 'terminated',
  'io.nats.jetstream.advisory.v1.max_deliver': 'max-deliveries',
};

/** The advisory in a message; undefined for any other message. */
export function readAdvisory(bytes: Uint8Array): Advisory | undefined {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
  const kind = kinds[String(value.type)];
  if (!kind || typeof value.stream !== 'string' || typeof value.consumer !== 'string') return undefined;
  return {
    kind,
    stream: value.stream,
    consumer: value.consumer,
    sequence: Number(value.stream_seq),
    deliveries: Number(value.deliveries),
    reason: String(value.reason ?? ''),
    at: String(value.timestamp ?? ''),
  };
}

/** Creates the safety net's durable consumer of advisories. Throws LogUnavailable, ApiRefusal. */
export async function ensureAdvisoryConsumer(link: NatsLink, name: string, ackWaitMs: number): Promise<void> {
  if (await consumerInfo(link, ADVISORIES, name)) return;
  await apiRequest(link, `CONSUMER.CREATE.${ADVISORIES}.${name}`, {
    stream_name: ADVISORIES,
    config: {
      name,
      durable_name: name,
      deliver_policy: 'all',
      ack_policy: 'explicit',
      ack_wait: ackWaitMs * 1_000_000,
      max_deliver: -1,
      max_waiting: 16,
    },
    action: '',
  });
}

/** The projection whose events a consumer takes; the consumer's own name if it is not Waybill's. Throws LogUnavailable. */
export async function projectionOf(link: NatsLink, stream: string, consumer: string): Promise<string> {
  const info: ConsumerInfo | undefined = await consumerInfo(link, stream, consumer);
  const known = info?.config.metadata?.[PROJECTION];
  // A consumer that no longer exists was usually one of an older epoch.
  return known ?? (info ? consumer : (/^(.+)-[0-9a-f]{10}$/.exec(consumer)?.[1] ?? consumer));
}
