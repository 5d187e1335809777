import { hash } from 'node:crypto';
import { commands } from './catalog.ts';

/** Changes with the event types that this version knows and with their schemas. */
export const EVENT_SCHEMAS_DIGEST: string = hash(
  'sha256',
  JSON.stringify(commands.map(({ eventType, event }) => [eventType, event.data])),
);
