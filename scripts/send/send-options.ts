import { createHash, randomUUID } from 'node:crypto';
import { realpathSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { BadSetting } from '../../platform/configuration/setting.ts';

export interface SendOptions {
  /** A path, or `-` for standard input. */
  file: string;
  /** The name from which the lines' keys are made. */
  run: string;
  /** Whether a later run has the same name, and so makes the same keys, by default. */
  runIsLasting: boolean;
  url?: string;
  key?: string;
  concurrency: number;
  ordered: boolean;
  fromLine: number;
  retryForMs: number;
  /** Undefined: don't wait for the outcomes. */
  waitMs: number | undefined;
}

export const usage = `npm run send -- <file.ndjson | -> [options]

Each line is one command:
  {"command":"send-message","parameters":{"channelId":"general"},"body":{"text":"Hello"},"key":"optional"}

A line's idempotency key is its "key", or else made of the run's name and the line's command (of equal lines, also
which of them it is). So within 24 hours, sending a file again sends nothing twice, and after you edit the file, only the
lines that are new or changed are sent.

  --run <name>        the run's name. Default: made of the file's full path, so files of the same name in two folders are
                      two runs; for standard input and pipes a new name, which is printed. Another name sends the same
                      lines as new commands
  --from-line <n>     start at this line, which an interrupted run prints. Default: 1
  --concurrency <n>   commands in flight at once, 1 to 256. Default: 16
  --unordered         let commands of the same channel overtake each other; by default they keep the file's order
  --wait[=<seconds>]  also wait until each is applied or rejected; stop when none changes for so long. Default: 60
  --retry-for <s>     how long one command is tried before the run stops, 1 to 3600. Default: 60
  --url, --key        the instance to use, instead of the one in the settings
  --help              this text

Example: npm run send -- commands.ndjson --wait`;

/** The options of one run from the command line. Throws BadSetting. */
export function readSendOptions(args: string[]): SendOptions {
  const { values, positionals } = parse(args.map((arg) => (arg === '--wait' ? '--wait=60' : arg)));
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0)
    throw new BadSetting(`Name one file, or - for standard input.\n\n${usage}`);
  const lastingRun = values.run ?? runOfFile(file);
  const run = lastingRun ?? randomUUID();
  if (run === '') throw new BadSetting('--run takes a name.');
  const wait = values.wait === undefined ? undefined : whole('--wait', values.wait, 1, 86_400);
  return {
    file,
    run,
    runIsLasting: lastingRun !== undefined,
    ...(values.url === undefined ? {} : { url: values.url }),
    ...(values.key === undefined ? {} : { key: values.key }),
    concurrency: whole('--concurrency', values.concurrency, 1, 256),
    ordered: !values.unordered,
    fromLine: whole('--from-line', values['from-line'], 1, Number.MAX_SAFE_INTEGER),
    retryForMs: whole('--retry-for', values['retry-for'], 1, 3_600) * 1_000,
    waitMs: wait === undefined ? undefined : wait * 1_000,
  };
}

/** A name of its own for each file, by the path without links. Undefined where nothing says that it is the same input. */
function runOfFile(file: string): string | undefined {
  if (file === '-' || !statSync(file, { throwIfNoEntry: false })?.isFile()) return undefined;
  const path = realpathSync(file);
  const digest = createHash('sha256').update(path).digest('hex').slice(0, 12);
  return `${basename(path)
    .replace(/[^A-Za-z0-9._-]/g, '_')
    .slice(0, 100)}-${digest}`;
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        run: { type: 'string' },
        'from-line': { type: 'string', default: '1' },
        concurrency: { type: 'string', default: '16' },
        unordered: { type: 'boolean', default: false },
        wait: { type: 'string' },
        'retry-for': { type: 'string', default: '60' },
        url: { type: 'string' },
        key: { type: 'string' },
      },
    });
  } catch (error) {
    throw new BadSetting(`${(error as Error).message}\n\n${usage}`);
  }
}

function whole(option: string, text: string, min: number, max: number): number {
  const number = /^[0-9]{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= min && number <= max) return number;
  throw new BadSetting(`${option} takes a whole number from ${min} to ${max}, not ${JSON.stringify(text)}.`);
}
