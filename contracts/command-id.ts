/**
 * A command id is a UUIDv7 (RFC 9562, 5.7) that says where in the log its event is:
 *
 *   unix_ts_ms (48) | ver 7 (4) | counter (12) | var (2) | generation (9) | partition (10) | random (43)
 *
 * The time bounds the search; generation and partition name the stream. So an event is found by its command's id alone, in
 * bounded time, without an index. Ids made by one process in the same millisecond sort in the order in which they were made,
 * by the counter (RFC 9562, 6.2, method 1).
 */
import { MAX_GENERATION } from './position.ts';

const MAX_PARTITIONS = 1024;

export const COMMAND_ID_PATTERN =
  '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$';

const uuid = new RegExp(COMMAND_ID_PATTERN);
const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export interface CommandIdParts {
  /** When the id was made: Unix ms, by the clock of the process that made it. */
  mintedAt: number;
  generation: number;
  partition: number;
}

export const isUuid = (value: unknown): value is string => typeof value === 'string' && uuid.test(value);

/** The parts of a command id; undefined for an id that Waybill did not make. Accepts either case. */
export function readCommandId(id: string): CommandIdParts | undefined {
  const lower = id.toLowerCase();
  if (!uuidV7.test(lower)) return undefined;
  const mintedAt = Number.parseInt(lower.slice(0, 8) + lower.slice(9, 13), 16);
  // The 14 bits after the variant's two, then the first 8 of the node: generation (9), partition (10), 3 random.
  const after =
    (Number.parseInt(lower.slice(19, 23), 16) & 0x3fff) * 256 + Number.parseInt(lower.slice(24, 26), 16);
  return { mintedAt, generation: after >>> 13, partition: (after >>> 3) & 0x3ff };
}

const hex4 = (value: number): string => value.toString(16).padStart(4, '0');

/** Random bits for many ids, drawn together: one call into the kernel per 512 ids. */
const pool = new Uint8Array(4096);
let drawn = pool.length;

function random8(): number {
  if (drawn >= pool.length) {
    crypto.getRandomValues(pool);
    drawn = 0;
  }
  return pool[drawn++] as number;
}

/** A clock set back by more than this is trusted: an id's time must stay near the time at which its event is stored. */
const STEP_BACK_MS = 2_000;

let lastMs = 0;
let counter = 0;

/**
 * Makes the id of a new command. A process's ids sort in the order in which they were made, even if the clock is set back a
 * little.
 */
export function mintCommandId(generation: number, partition: number, now: number = Date.now()): string {
  if (generation < 0 || generation > MAX_GENERATION || partition < 0 || partition >= MAX_PARTITIONS) {
    throw new RangeError(`no command id for generation ${generation}, partition ${partition}`);
  }
  if (now > lastMs || now < lastMs - STEP_BACK_MS) {
    lastMs = now;
    counter = ((random8() << 8) | random8()) & 0x7ff;
  } else if (++counter > 0xfff) {
    lastMs += 1;
    counter = 0;
  }
  const random3 = random8() & 0x7;
  const placed = (generation << 13) | (partition << 3) | random3;
  const time = lastMs.toString(16).padStart(12, '0');
  const variant = 0x8000 | (placed >>> 8);
  const node = (placed & 0xff).toString(16).padStart(2, '0');
  let tail = '';
  for (let n = 0; n < 5; n += 1) tail += (random8() | 0x100).toString(16).slice(1);
  return `${time.slice(0, 8)}-${time.slice(8)}-${hex4(0x7000 | counter)}-${hex4(variant)}-${node}${tail}`;
}
