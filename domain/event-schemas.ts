import { hash } from 'node:crypto';
import { commands } from './catalog.ts';

/** Another one wherever this version knows other event types, or other schemas of them. */
export const EVENT_SCHEMAS_DIGEST: string = hash(
  'sha256',
  JSON.stringify(commands.map(({ eventType, event }) => [eventType, event.data])),
);
