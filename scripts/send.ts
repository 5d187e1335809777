import { once } from 'node:events';
import { createReadStream, statSync } from 'node:fs';
import { BadSetting } from '../platform/configuration/setting.ts';
import { readSettings } from '../platform/configuration/settings.ts';
import { listenForStop } from '../processes/supervisor/listen-for-stop.ts';
import { findInstance } from './client/find-instance.ts';
import { HttpClient } from './client/http-client.ts';
import { showProgress } from './client/show-progress.ts';
import { sendLines } from './send/send-lines.ts';
import { readSendOptions, type SendOptions, usage } from './send/send-options.ts';
import { Tally } from './send/tally.ts';

/** Longer than the gateway may take to accept, so that the gateway answers before this timeout. */
const ANSWER_TIMEOUT_MS = 15_000;

const EXIT_USAGE = 64;
const EXIT_INTERRUPTED = 130;

async function main(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const options = readSendOptions(args);
  const settings = readSettings();
  const { url, keys } = findInstance(settings, options);
  const { stream, size } = openInput(options.file);
  if (!options.runIsLasting) process.stderr.write(`This run is named ${options.run}.\n`);

  const stopping = new AbortController();
  let interrupted = false;
  listenForStop({
    stop() {
      interrupted = true;
      process.stderr.write('\nStopping: waiting for the commands in flight. A second Ctrl-C ends at once.\n');
      stopping.abort('interrupted');
    },
    kill: () => process.exit(EXIT_INTERRUPTED),
  });

  // One connection for each command in flight, and some for requesting their outcomes.
  const client = new HttpClient(url, { connections: options.concurrency + 8, timeoutMs: ANSWER_TIMEOUT_MS });
  const tally = new Tally((text) => void process.stdout.write(text));
  const began = performance.now();
  let line = 0;
  let bytes = 0;
  const progress = showProgress(() => {
    const rate = Math.round((tally.accepted + tally.repeated) / ((performance.now() - began) / 1_000));
    const share = size > 0 ? ` · ${Math.floor((bytes / size) * 100)} % read` : '';
    return `${tally.progress()} · ${rate}/s · line ${line}${share}`;
  });
  const { unsettledLine } = await sendLines({
    input: count(stream, (length) => {
      bytes += length;
    }),
    options,
    client,
    apiKey: keys[0]!.key,
    tally,
    stopping,
    onLine: async (number) => {
      line = number;
      // The reader of the report may be slower than the lines come.
      if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
    },
  });
  progress.end();
  client.close();

  const waited = options.waitMs !== undefined;
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  tally.flush();
  process.stdout.write(
    `\n${tally.summary(waited)}in ${seconds} s, to ${url.origin}, as run ${options.run}\n`,
  );
  if (unsettledLine !== undefined)
    process.stdout.write(`\n${howToGoOn(options, unsettledLine, stopping.signal)}\n`);
  else if (tally.repeated > 0 && tally.accepted === 0) {
    process.stdout.write(
      '\nAll lines were sent before. To send them again, give the run another name: --run <name>.\n',
    );
  }
  if (interrupted) return EXIT_INTERRUPTED;
  return unsettledLine === undefined && tally.isAllWell(waited) ? 0 : 1;
}

function openInput(file: string): { stream: AsyncIterable<Buffer>; size: number } {
  if (file === '-') return { stream: process.stdin, size: 0 };
  try {
    const stat = statSync(file);
    if (stat.isDirectory()) throw new BadSetting(`${file} is a folder.`);
    return {
      stream: createReadStream(file, { highWaterMark: 256 * 1024 }),
      size: stat.isFile() ? stat.size : 0,
    };
  } catch (error) {
    if (error instanceof BadSetting) throw error;
    throw new BadSetting(`${file} can't be read: ${(error as Error).message}`);
  }
}

async function* count(stream: AsyncIterable<Buffer>, read: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of stream) {
    read(chunk.length);
    yield chunk;
  }
}

function howToGoOn(options: SendOptions, line: number, signal: AbortSignal): string {
  const why = signal.reason === 'interrupted' ? 'Interrupted' : `Stopped: ${signal.reason}`;
  const given = options.file === '-' ? '- < <the same input>' : options.file;
  return `${why}. Every line before ${line} is settled. To continue:\n  npm run send -- ${given} --run ${options.run} --from-line ${line}`;
}

// If the reader of the report has gone, the run ends. Its keys make it safe to run again.
process.stdout.on('error', () => process.exit(1));
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof BadSetting ? error.message : (error as Error).stack}\n`);
  process.exitCode = error instanceof BadSetting ? EXIT_USAGE : 1;
}
// Standard input may still be open after an interruption and would keep the process alive. Exits once the output is
// written.
process.stdout.write('', () => process.exit());
