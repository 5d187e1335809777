import { invalidRequest } from '../http/invalid-request.ts';

/** The largest number of seconds (RFC 9111, 1.2.2). */
const MAX_SECONDS = 2 ** 31 - 1;

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const named = `(${token})(?:[ \\t]*=[ \\t]*(${token}|"(?:[^"\\\\]|\\\\.)*"))?`;
/** One preference of the list, with its parameters and what separates it from the next (RFC 7240, 2). */
const preference = new RegExp(`[ \\t]*(?:${named}(?:[ \\t]*;(?:[ \\t]*${named})?)*)?[ \\t]*(?:,|$)`, 'y');

/**
 * The seconds of `Prefer: wait=N` (RFC 7240, 4.3); 0 without one. Other preferences are ignored, and so is a second `wait`.
 * Throws ProblemError for a `wait` that is no whole number, and for a header that is no list of preferences.
 */
export function readWait(header: string | string[] | undefined): number {
  if (header === undefined) return 0;
  const text = String(header);
  let wait: string | undefined;
  preference.lastIndex = 0;
  while (preference.lastIndex < text.length) {
    const match = preference.exec(text);
    if (!match) throw malformed('must be a list of preferences, such as wait=5');
    const [, name, value] = match;
    if (name?.toLowerCase() === 'wait') wait ??= value ?? '';
  }
  if (wait === undefined) return 0;
  const digits = /^"?([0-9]+)"?$/.exec(wait)?.[1];
  if (digits === undefined || Number(digits) > MAX_SECONDS)
    throw malformed(`must give \`wait\` in whole seconds, from 0 to ${MAX_SECONDS}`);
  return Number(digits);
}

const malformed = (detail: string) => invalidRequest({ in: 'header', pointer: '/prefer', detail });
