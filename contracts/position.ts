/**
 * The position of an event in the log: the generation of the log, the partition, and the sequence within that partition's
 * stream. In the API it is one opaque token, `<generation>-<partition>-<sequence>`.
 */
export interface Position {
  generation: number;
  partition: number;
  sequence: number;
}

export const POSITION_PATTERN = '^[0-9]{1,3}-[0-9]{1,4}-[0-9]{1,14}$';

/** 9 bits of generation above 44 of sequence: the largest version is a safe integer of JavaScript. */
export const MAX_GENERATION = 511;
const SEQUENCES_A_GENERATION = 2 ** 44;

const token = new RegExp(POSITION_PATTERN);

export const encodePosition = (position: Position): string =>
  `${position.generation}-${position.partition}-${position.sequence}`;

/** Reads a position's token; undefined for an invalid one. */
export function decodePosition(value: unknown): Position | undefined {
  if (typeof value !== 'string' || !token.test(value)) return undefined;
  const [generation, partition, sequence] = value.split('-').map(Number) as [number, number, number];
  if (generation < 1 || generation > MAX_GENERATION || sequence < 1) return undefined;
  if (sequence >= SEQUENCES_A_GENERATION) return undefined;
  return { generation, partition, sequence };
}

/**
 * The version of an event: its position in the log, never a clock. Events of one channel share a partition within a
 * generation, so their versions follow the order of the log; versions of a later generation are above all earlier ones.
 */
export const versionOf = (position: Position): number =>
  position.generation * SEQUENCES_A_GENERATION + position.sequence;
