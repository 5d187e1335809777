import type { Position } from './position.ts';

/** The value of a hexadecimal digit in lower case. */
const digit = (code: number): number => (code < 58 ? code - 48 : code - 87);

function hex(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) value = value * 16 + digit(text.charCodeAt(at));
  return value;
}

const VERSION_AT = 14;
const SEVEN = 55;

/**
 * Whether the log holds an event where and when its id was made: in the same generation and partition, stored at most
 * `withinMs` later. True for an id without these parts. Called for every event that a worker gets, so it allocates nothing;
 * `contracts/command-id.ts` has the layout.
 */
export function isWhereMinted(
  id: string,
  { generation, partition }: Pick<Position, 'generation' | 'partition'>,
  storedAt: number,
  withinMs: number,
): boolean {
  if (id.length !== 36 || id.charCodeAt(VERSION_AT) !== SEVEN) return true;
  const mintedAt = hex(id, 0, 8) * 0x10000 + hex(id, 9, 13);
  const placed = (hex(id, 19, 23) & 0x3fff) * 256 + hex(id, 24, 26);
  if (placed >>> 13 !== generation || ((placed >>> 3) & 0x3ff) !== partition) return false;
  return storedAt - mintedAt <= withinMs;
}
