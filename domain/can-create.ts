import type { Event } from '../contracts/event.ts';
import { commandOfEventType } from './catalog.ts';

/**
 * Whether applying `event` creates the thing with the `id` that `change` names: the event's type creates such things, in the
 * same aggregate, under that id. No change waits for any other event with that id.
 */
export function canCreate(event: Event, change: Event, id: string): boolean {
  const field = commandOfEventType(event.type)?.creates;
  if (field === undefined || aggregateOf(event) !== aggregateOf(change)) return false;
  const named = event.data[field];
  // An event without the field becomes a dead letter. An operator can correct it, and then it creates its own id.
  return named === id || (typeof named !== 'string' && event.id === id);
}

/** The aggregate from the event's data, as read models use it; otherwise from its subject. */
function aggregateOf({ type, subject, data }: Event): string {
  const aggregate = commandOfEventType(type)?.aggregate;
  const id = aggregate && data[aggregate.id];
  return typeof id === 'string' ? `${aggregate?.type}/${id}` : subject;
}
