import { jsonTokens } from './json-tokens.ts';

/** Whether `JSON.parse` keeps a number of a JSON text: what it makes of it is written with the same value. */
export function isExactNumber(written: string): boolean {
  // Every integer of 15 digits has a double of its own.
  if (written.length <= 15 && /^-?\d+$/.test(written)) return true;
  const value = Number(written);
  return Number.isFinite(value) && significant(written) === significant(String(value));
}

/** The first number of a JSON text that `JSON.parse` would change, as written; undefined for none. */
export function inexactNumber(text: string): string | undefined {
  for (const [token] of jsonTokens(text)) if (/^-?\d/.test(token) && !isExactNumber(token)) return token;
  return undefined;
}

/** A number without its sign, as its digits between the first and the last that are not 0, and the power of ten behind them. */
function significant(number: string): string {
  const [, whole = '', fraction = '', power = '0'] = /^-?(\d+)(?:\.(\d+))?(?:e(.+))?$/i.exec(number) ?? [];
  const digits = whole + fraction;
  let from = 0;
  let end = digits.length;
  while (digits[from] === '0') from += 1;
  // A pattern for the zeros at the end would take time by the square of their number.
  while (end > from && digits[end - 1] === '0') end -= 1;
  return from === end
    ? '0'
    : `${digits.slice(from, end)}e${Number(power) - fraction.length + digits.length - end}`;
}
