import { isIdentifier } from '../../contracts/identifier.ts';
import type { HistoryChange } from '../../contracts/ports/history-store.ts';
import { StoreFailure } from '../../contracts/ports/store-failure.ts';

const lowerCaseUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const refuse = (what: string): never => {
  throw new StoreFailure('poison', 'unstorable-change', `A change cannot be stored: ${what}`);
};

/** Text that has a UTF-8 form: an unpaired surrogate would come back as another character. */
const isText = (value: unknown): value is string => typeof value === 'string' && value.isWellFormed();

/**
 * The door of every history store: refuses what could not be ordered by version or would not come back as it
 * went in. Throws StoreFailure of class `poison`.
 */
export function checkChange(change: HistoryChange): void {
  const { version, acceptedAt } = change;
  if (!Number.isSafeInteger(version) || version < 1)
    refuse(`its version ${version} is no positive safe integer.`);
  if (!Number.isSafeInteger(acceptedAt)) refuse(`its time ${acceptedAt} is no whole number of milliseconds.`);
  if (!isIdentifier(change.channelId)) refuse('its channel is no identifier.');
  if (!isText(change.actor) || change.actor === '') refuse('its actor is no text.');
  if ('messageId' in change && !(isText(change.messageId) && lowerCaseUuid.test(change.messageId))) {
    refuse('its message id is no UUID in lower case, by which messages are ordered.');
  }
  if ('text' in change && !isText(change.text)) refuse('its text is not well-formed Unicode.');
  if ('title' in change && !isText(change.title)) refuse('its title is not well-formed Unicode.');
}
