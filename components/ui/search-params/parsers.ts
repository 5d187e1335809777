import { createParser, parseAsString } from 'nuqs/server';

/** No filter where it is empty. */
export const text = parseAsString.withDefault('');

/** The same without what surrounds it, and no longer than that. */
export const textUpTo = (length: number) =>
  createParser({
    parse: (value) => value.trim().slice(0, length),
    serialize: (value: string) => value,
  }).withDefault('');

/** A moment, ISO 8601; empty where there is none. */
export const moment = createParser({
  parse(value) {
    const at = Date.parse(value);
    return Number.isNaN(at) ? null : new Date(at).toISOString();
  },
  serialize: (iso: string) => iso,
}).withDefault('');

/** Up to so many different words between commas; `read` gives null for what is none of them. */
export const setOf = (read: (word: string) => string | null, most: number) =>
  createParser({
    parse: (value) => [...new Set(value.split(',').flatMap((word) => read(word) ?? []))].slice(0, most),
    serialize: (words: string[]) => words.join(','),
    eq: (a, b) => a.join() === b.join(),
  }).withDefault([]);
