import { ProblemError } from './problem-error.ts';

/** A time of a request, as Unix ms; undefined where none was given. Throws ProblemError for what is no time. */
export function readInstant(
  name: string,
  value: string | undefined,
  place: 'query' | 'body' = 'query',
): number | undefined {
  if (value === undefined) return undefined;
  const at = /^[0-9]{4}-[0-9]{2}-[0-9]{2}/.test(value) ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  const detail = 'is neither a date nor an RFC 3339 time';
  throw new ProblemError('invalid-request', `${name} ${detail}.`, {
    errors: [{ in: place, pointer: `/${name}`, detail }],
  });
}
