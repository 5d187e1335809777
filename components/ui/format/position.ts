import { decodePosition } from '../../../contracts/position.ts';
import { formatCount } from '../../../contracts/words/count.ts';

/** Partition and sequence, `2 · 48,211`, after the generation unless that is the first. */
export function formatPosition(token: string): string {
  const position = decodePosition(token);
  if (!position) return token;
  const place = `${position.partition} · ${formatCount(position.sequence)}`;
  return position.generation === 1 ? place : `generation ${position.generation} · ${place}`;
}
