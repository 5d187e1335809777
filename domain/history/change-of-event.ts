import type { LoggedEvent } from '../../contracts/event.ts';
import type { HistoryChange } from '../../contracts/ports/history-store.ts';
import { StoreFailure } from '../../contracts/ports/store-failure.ts';
import { commandOfEventType } from '../catalog.ts';
import type { HistoryEffect } from './effect.ts';

const refuse = (code: string, detail: string): never => {
  throw new StoreFailure('poison', code, detail);
};

/**
 * How events of this type change the history. Throws StoreFailure of class `poison` for a type that this version does not
 * know.
 */
export function effectOf(eventType: string): HistoryEffect<Record<string, unknown>> {
  return (
    commandOfEventType(eventType)?.history ??
    refuse('unknown-event-type', `The history does not know events of type ${eventType}.`)
  );
}

/**
 * The change that an event makes to the history. Throws StoreFailure of class `poison` for an event of an unknown type, or
 * one that lacks what its type requires.
 */
export function changeOfEvent({ event, version }: LoggedEvent): HistoryChange {
  const { type, actor, time } = event;
  const { field, write } = effectOf(type);
  const { key, values } = write(event);
  checkTexts(key, type);
  checkTexts(values, type);
  const acceptedAt = Date.parse(time);
  if (Number.isNaN(acceptedAt)) refuse('bad-event-time', `The time of the ${type} event is not a timestamp.`);
  return { field, key, values, actor, version, acceptedAt };
}

function checkTexts(parts: Readonly<Record<string, unknown>>, type: string): void {
  for (const name in parts)
    if (typeof parts[name] !== 'string')
      refuse('bad-event-data', `The ${type} event has no text for ${name}.`);
}
