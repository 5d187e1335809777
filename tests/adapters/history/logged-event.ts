import type { LoggedEvent } from '../../../contracts/event.ts';
import { versionOf } from '../../../contracts/position.ts';
import { messageId } from '../../contracts/history-changes.ts';

interface Given {
  type?: string;
  sequence?: number;
  actor?: string;
  time?: string;
  data?: Record<string, unknown>;
}

/** An event as a worker gets it from the log. */
export const logged = ({
  type = 'message-sent',
  sequence = 1,
  actor = 'ann',
  time,
  data,
}: Given): LoggedEvent => ({
  event: {
    specversion: '1.0',
    id: messageId(1_000 + sequence),
    type: type.includes('.') ? type : `chat.${type}.v1`,
    source: '/waybill/gateway',
    subject: 'channel/general',
    time: time ?? '2026-11-23T03:04:11.482Z',
    datacontenttype: 'application/json',
    correlationid: 'a-correlation',
    actor,
    data: { channelId: 'general', ...data },
  },
  position: `1-0-${sequence}`,
  version: versionOf({ generation: 1, partition: 0, sequence }),
  storedAt: Date.parse('2026-11-23T03:04:11.490Z'),
});

export const versionAt = (sequence: number): number => versionOf({ generation: 1, partition: 0, sequence });

export const send = (sequence: number, given: Given = {}) =>
  logged({
    type: 'message-sent',
    sequence,
    ...given,
    data: { messageId: messageId(1), text: 'hello', ...given.data },
  });
export const edit = (sequence: number, given: Given = {}) =>
  logged({
    type: 'message-edited',
    sequence,
    ...given,
    data: { messageId: messageId(1), text: 'again', ...given.data },
  });
export const remove = (sequence: number, given: Given = {}) =>
  logged({ type: 'message-deleted', sequence, ...given, data: { messageId: messageId(1), ...given.data } });
export const create = (sequence: number, given: Given = {}) =>
  logged({ type: 'channel-created', sequence, ...given, data: { title: 'General', ...given.data } });
export const join = (sequence: number, given: Given = {}) =>
  logged({ type: 'channel-joined', sequence, ...given });
