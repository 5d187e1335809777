const INSTANT = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/;
const WHOLE = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * The texts of an answer that hold an instant among other words. A time belongs in a field: readers show it in their own zone
 * and need not look for it. A text that is JSON is a copy of what a client sent.
 */
export function timesInText(value: unknown): string[] {
  if (typeof value === 'string')
    return INSTANT.test(value) && !WHOLE.test(value) && !value.startsWith('{') ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(timesInText);
}
