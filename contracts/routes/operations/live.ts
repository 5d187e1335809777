import * as Type from '../../type.ts';
import { defineRoutes } from '../route.ts';

/** The live stream. */
export const liveRoutes = defineRoutes({
  'follow-live-state': {
    method: 'GET',
    path: '/ops/v1/stream',
    summary: 'Follow the live state',
    description: 'Server-sent events. Each event has the whole present state of its kind.',
    permission: 'pipeline:read',
    headers: Type.Object({
      'Last-Event-ID': Type.Optional(
        Type.String({ description: 'The id of the last event before the connection broke.' }),
      ),
    }),
    answers: { 200: { description: 'Events, until the client ends it.', media: 'text/event-stream' } },
    streams: 'for-ever',
  },
});
