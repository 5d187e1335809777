import type { Attributes } from '@opentelemetry/api';
import { destinationTemplate } from '../spans/destination.ts';
import { messagingAttributes } from '../spans/messaging-attributes.ts';
import type { TracedSource, TracedWork } from './traced-work.ts';

/** The attributes of the span of one delivery. */
export function processAttributes(work: TracedWork, source: TracedSource, projection: string): Attributes {
  const { delivery, earlier, event, position } = work;
  const replayId = earlier?.replayId;
  return {
    ...messagingAttributes({
      operation: 'process',
      stream: source.stream,
      template: destinationTemplate(delivery.subject),
      messageId: event?.event.id ?? earlier?.eventId ?? delivery.messageId,
      correlationId: event?.event.correlationid ?? earlier?.correlationId,
      bytes: delivery.bytes.length,
      consumer: source.consumer,
    }),
    'waybill.projection': projection,
    'waybill.position': position,
    'waybill.delivery.count': delivery.deliveries,
    'waybill.attempt': (earlier?.attempts ?? 0) + 1,
    ...(replayId ? { 'waybill.replay.id': replayId } : {}),
  };
}
