import type { Attributes } from '@opentelemetry/api';

/** The attributes of a message's span. Never a payload or an actor. Leaves out absent values. */
interface MessageFacts {
  /** `publish` or `process`. */
  operation: 'publish' | 'process';
  /** The stream that holds the message. */
  stream: string | undefined;
  /** The subject without its unbounded parts. */
  template: string;
  messageId: string | null | undefined;
  correlationId: string | null | undefined;
  bytes?: number | undefined;
  /** The consumer that delivered the message. */
  consumer?: string | undefined;
}

/** Named as in the semantic conventions for messaging (1.45, in development) and for NATS. */
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
