import { isUtf8 } from 'node:buffer';
import { invalidRequest } from './invalid-request.ts';
import { ProblemError } from './problem-error.ts';
import { MAX_DEPTH, strictnessFault } from './strict-json.ts';

/**
 * Reads a body as JSON in UTF-8 (RFC 8259). Nothing is dropped or changed: throws ProblemError also where a member of an object
 * appears twice, and for a number that JavaScript can't keep. A member may have any name; `__proto__` is one like others.
 */
export function readJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw notJson();
  const decoded = bytes.toString('utf8');
  // A byte order mark may be passed over (RFC 8259, 8.1).
  const text = decoded.charCodeAt(0) === 0xfeff ? decoded.slice(1) : decoded;
  const value = parse(text);
  const fault = strictnessFault(text);
  if (fault === undefined) return value;
  if (fault === 'depth')
    throw new ProblemError(
      'invalid-json',
      `The body may have at most ${MAX_DEPTH} levels of lists and objects.`,
    );
  const { pointer, number } = fault;
  const detail = number === undefined ? 'appears more than once' : inexact(number);
  throw invalidRequest({ in: 'body', pointer, detail });
}

/** How much of a number an answer repeats. */
const MAX_DIGITS = 40;

const inexact = (number: string): string => {
  const shown = number.length > MAX_DIGITS ? `${number.slice(0, MAX_DIGITS)}…` : number;
  return `would be read as ${Number(number)} instead of ${shown}: send a number that a double can carry`;
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notJson();
  }
}

const notJson = (): ProblemError => new ProblemError('invalid-json', 'The body is not valid JSON in UTF-8.');
