import { parseArgs } from 'node:util';
import { parseDuration } from '../../contracts/words/duration.ts';

const FAULT_KINDS = ['kill', 'stop', 'disk', 'store'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface ChaosOptions {
  durationMs: number;
  /** Commands per second. */
  rate: number;
  seed: string;
  history: 'sqlite' | 'cassandra';
  only: readonly FaultKind[];
  roles: readonly string[];
  recoveryMs: number;
  diskBytes: number;
  json: boolean;
}

export const usage = `npm run chaos -- [options]

Starts a separate Waybill on free ports, sends commands at a steady rate, and breaks things at random meanwhile:
it kills and suspends processes, fills the disk, and makes the store refuse writes. Then the faults end, Waybill must
recover without help, and chaos looks for every command in the log and in the store. Exit code 0: nothing was lost,
duplicated or wrong. Exit code 1: something was, and the data folder is kept.

  --for <time>       how long to play faults, such as 90s or 10m, at most 24h. Default: 60s
  --rate <n>         commands a second, 1 to 500. Default: 50
  --seed <text>      the same seed plays the same faults at the same times and sends the same commands. Default: a new
                     one, which is printed
  --history <store>  sqlite or cassandra (needs Java 17, and Maven for the first run). Default: sqlite
  --only <kinds>     which faults, separated by commas: ${FAULT_KINDS.join(', ')}. Default: all
  --roles <roles>    which roles to run, as in npm start. Default: all
  --recovery <time>  how long recovery may take after the last fault, at most 1h. Default: 3m
  --disk <MiB>       the size of the small disk, 128 to 65536. Default: what --rate and --for need
  --json             one line of JSON a step; the last line holds the result
  --help             this text

Full disks need root on Linux, to mount a small disk in memory. Without root, chaos plays the other faults and says so.

Example: npm run chaos -- --for 5m --only kill,stop`;

/** Thrown for invalid options. The message is for people. */
export class BadOption extends Error {
  override name = 'BadOption';
}

const MIB = 1024 ** 2;
/**
 * The space that a small disk needs before the first command: indexes, logs, and the space below which a disk counts as
 * full.
 */
const DISK_BASE_MIB = 320;
/** The space of one event in the log, the read model, the ledger's index and their logs. */
const DISK_BYTES_A_COMMAND = 8_192;
const CASSANDRA_DISK_MIB = 1_536;

/** The options; undefined if help was requested. Throws BadOption. */
export function readChaosOptions(args: string[]): ChaosOptions | undefined {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  let values: Record<string, string | boolean | undefined>;
  try {
    values = parseArgs({
      args,
      options: {
        for: text,
        rate: text,
        seed: text,
        history: text,
        only: text,
        roles: text,
        recovery: text,
        disk: text,
        json: flag,
        help: flag,
      },
    }).values;
  } catch (error) {
    throw new BadOption((error as Error).message);
  }
  if (values.help) return undefined;
  const given = values as Record<string, string | undefined>;
  const durationMs = readTime('--for', given.for ?? '60s', 24 * 3_600_000);
  const rate = readWhole('--rate', given.rate ?? '50', 1, 500);
  const history = given.history ?? 'sqlite';
  if (history !== 'sqlite' && history !== 'cassandra')
    throw new BadOption(`--history takes sqlite or cassandra, not ${JSON.stringify(history)}.`);
  const neededMiB =
    DISK_BASE_MIB +
    (history === 'cassandra' ? CASSANDRA_DISK_MIB : 0) +
    Math.ceil((rate * (durationMs / 1_000) * DISK_BYTES_A_COMMAND) / MIB);
  return {
    durationMs,
    rate,
    seed: given.seed ?? Math.random().toString(36).slice(2, 10),
    history,
    only: readKinds(given.only),
    roles: given.roles?.split(',').filter((role) => role !== '') ?? [],
    recoveryMs: readTime('--recovery', given.recovery ?? '3m', 3_600_000),
    diskBytes: readWhole('--disk', given.disk ?? String(Math.min(65_536, neededMiB)), 128, 65_536) * MIB,
    json: values.json === true,
  };
}

function readKinds(list: string | undefined): FaultKind[] {
  if (list === undefined) return [...FAULT_KINDS];
  const kinds = list.split(',') as FaultKind[];
  const unknown = kinds.find((kind) => !FAULT_KINDS.includes(kind));
  if (unknown !== undefined)
    throw new BadOption(`--only takes ${FAULT_KINDS.join(', ')}, not ${JSON.stringify(unknown)}.`);
  return FAULT_KINDS.filter((kind) => kinds.includes(kind));
}

function readWhole(option: string, text: string, min: number, max: number): number {
  const number = /^[0-9]{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= min && number <= max) return number;
  throw new BadOption(`${option} takes a whole number from ${min} to ${max}, not ${JSON.stringify(text)}.`);
}

function readTime(option: string, text: string, mostMs: number): number {
  const time = parseDuration(text) ?? 0;
  if (time > 0 && time <= mostMs) return time;
  throw new BadOption(
    `${option} takes a time such as 90s or 10m, at most ${mostMs / 60_000} minutes, not ${JSON.stringify(text)}.`,
  );
}
