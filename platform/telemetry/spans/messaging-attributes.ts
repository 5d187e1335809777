import type { Attributes } from '@opentelemetry/api';

/** What a span of a message tells. No payload, no actor; of keys and values that are not there, nothing. */
export interface MessageFacts {
  /** `publish` or `process`. */
  operation: 'publish' | 'process';
  /** The stream: what JetStream knows the message by. */
  stream: string | undefined;
  /** Its subject, without what is without number in it. */
  template: string;
  messageId: string | null | undefined;
  correlationId: string | null | undefined;
  bytes?: number | undefined;
  /** The consumer that was handed it. */
  consumer?: string | undefined;
}

/** As the semantic conventions for messaging name them (1.45, in development; and those for NATS). */
export function messagingAttributes(facts: MessageFacts): Attributes {
  const { operation, stream, template, messageId, correlationId, bytes, consumer } = facts;
  const attributes: Attributes = {
    'messaging.system': 'nats',
    'messaging.operation.name': operation,
    'messaging.operation.type': operation === 'publish' ? 'send' : 'process',
    'messaging.destination.template': template,
  };
  if (stream) {
    attributes['messaging.destination.name'] = stream;
    const partition = /^EVENTS-[0-9]+-([0-9]+)$/.exec(stream)?.[1];
    if (partition !== undefined) attributes['messaging.destination.partition.id'] = partition;
  }
  if (messageId) attributes['messaging.message.id'] = messageId;
  if (correlationId) attributes['messaging.message.conversation_id'] = correlationId;
  if (bytes !== undefined) attributes['messaging.message.body.size'] = bytes;
  if (consumer) attributes['messaging.consumer.group.name'] = consumer;
  return attributes;
}
