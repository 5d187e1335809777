import { jsonTokens } from './json-tokens.ts';

/** A double holds every decimal of this many digits. */
const EXACT_DIGITS = 15;

/** The first number of a JSON text that `JSON.parse` would change, as written; undefined for none. */
export function inexactNumber(text: string): string | undefined {
  for (const [token] of jsonTokens(text)) if (/^-?\d/.test(token) && !isExact(token)) return token;
  return undefined;
}

function isExact(token: string): boolean {
  const value = Number(token);
  if (/^-?\d+$/.test(token)) return Number.isSafeInteger(value);
  const digits = token
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+/, '');
  const isZero = digits === '';
  return Number.isFinite(value) && digits.length <= EXACT_DIGITS && (value !== 0 || isZero);
}
