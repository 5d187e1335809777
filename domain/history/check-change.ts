import { isIdentifier } from '../../contracts/identifier.ts';
import type { HistoryChange } from '../../contracts/ports/history-store.ts';
import { StoreFailure } from '../../contracts/ports/store-failure.ts';

const lowerCaseUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const refuse = (what: string): never => {
  throw new StoreFailure('poison', 'unstorable-change', `A change cannot be stored: ${what}`);
};

/** Text with a UTF-8 form: stores would return an unpaired surrogate as another character. */
const isText = (value: unknown): value is string => typeof value === 'string' && value.isWellFormed();

const kinds = {
  identifier: { fits: isIdentifier, is: 'an identifier' },
  uuid: {
    fits: (value: unknown) => isText(value) && lowerCaseUuid.test(value),
    is: 'a lower-case UUID',
  },
  text: { fits: (value: unknown) => isText(value) && value !== '', is: 'text' },
};

/**
 * Checks a change before any history store takes it. Refuses what has no order by version, or what a store would return
 * changed. Throws StoreFailure of class `poison`.
 */
export function checkChange({ field, key, values, actor, version, acceptedAt }: HistoryChange): void {
  if (!Number.isSafeInteger(version) || version < 1)
    refuse(`its version ${version} is not a positive safe integer.`);
  if (!Number.isSafeInteger(acceptedAt))
    refuse(`its time ${acceptedAt} is not a whole number of milliseconds.`);
  if (!kinds.text.fits(actor)) refuse('its actor is not text.');
  const parts = field.entity.key;
  for (const part in parts) {
    const { fits, is } = kinds[parts[part]!];
    if (!fits(key[part])) refuse(`its ${part} is not ${is}.`);
  }
  for (const name of field.values)
    if (!isText(values[name])) refuse(`its ${name} is not well-formed Unicode.`);
}
