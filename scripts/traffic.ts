import { parseArgs } from 'node:util';
import { parseDuration } from '../contracts/words/duration.ts';
import { BadSetting } from '../platform/configuration/setting.ts';
import { readSettings } from '../platform/configuration/settings.ts';
import { listenForStop } from '../processes/supervisor/listen-for-stop.ts';
import { beginConversation, conversationOf } from './begin-conversation.ts';
import { findInstance } from './client/find-instance.ts';
import { showProgress } from './client/show-progress.ts';

const usage = `npm run traffic -- [options]

Sends conversations to several channels: people, each with their own style, start topics, reply, join, edit and delete
messages. Commands are sent when they are due, in bursts and pauses, even if answers are slow.

  --rate <n>       commands a second, on average, 1 to 5000. Default: 20
  --for <time>     how long, such as 90s or 10m, at most 24h. Default: 60s
  --in-flight <n>  how many may be in flight at once, 1 to 1024; more are not sent. Default: 128
  --seed <text>    the same seed gives the same conversations. Default: waybill
  --url, --key     the instance to use, instead of the one in the settings
  --help           this text

People are spread over the API keys in WAYBILL_API_KEYS. With one key, all write as one caller.

Example: npm run traffic -- --rate 100 --for 5m`;

const EXIT_USAGE = 64;
const MAX_DURATION_MS = 86_400_000;

function readOptions(args: string[]) {
  let values: Record<string, string | undefined>;
  try {
    const text = { type: 'string' } as const;
    values = parseArgs({
      args,
      options: { rate: text, for: text, 'in-flight': text, seed: text, url: text, key: text },
    }).values;
  } catch (error) {
    throw new BadSetting(`${(error as Error).message}\n\n${usage}`);
  }
  return {
    rate: whole('--rate', values.rate ?? '20', 1, 5_000),
    durationMs: readDuration(values.for ?? '60s'),
    maxInFlight: whole('--in-flight', values['in-flight'] ?? '128', 1, 1_024),
    seed: values.seed ?? 'waybill',
    ...(values.url === undefined ? {} : { url: values.url }),
    ...(values.key === undefined ? {} : { key: values.key }),
  };
}

function whole(option: string, text: string, min: number, max: number): number {
  const number = /^[0-9]{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= min && number <= max) return number;
  throw new BadSetting(`${option} takes a whole number from ${min} to ${max}, not ${JSON.stringify(text)}.`);
}

function readDuration(text: string): number {
  const duration = parseDuration(text) ?? 0;
  if (duration > 0 && duration <= MAX_DURATION_MS) return duration;
  throw new BadSetting(
    `--for takes a time such as 90s, 10m or 2h, at most 24h, not ${JSON.stringify(text)}.`,
  );
}

async function main(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const { rate, durationMs, maxInFlight, seed, ...named } = readOptions(args);
  const { url, keys } = findInstance(readSettings(), named);
  const began = performance.now();
  const conversation = beginConversation(url, keys, conversationOf(seed, rate, durationMs), maxInFlight);
  const { count } = conversation;
  listenForStop({ stop: () => void conversation.end(), kill: () => process.exit(130) });
  const elapsed = () => (performance.now() - began) / 1_000;
  const describe = () =>
    `${count.accepted} accepted of ${count.sent} sent · ${(count.sent / elapsed()).toFixed(1)}/s · ${Math.round(elapsed())} of ${durationMs / 1_000} s`;
  const progress = showProgress(describe);
  await conversation.over;
  progress.end();
  process.stdout.write(`${describe()}\n`);
  const [p50, p95, p99] = [50, 95, 99].map((share) => `${count.percentile(share).toFixed(1)} ms`);
  process.stdout.write(`answer times since each was due: median ${p50}, 95 % ${p95}, 99 % ${p99}\n`);
  for (const [result, times] of count.results) {
    const why = result === 'skipped' ? ': the message to change was not accepted yet' : '';
    if (result !== 'accepted') process.stdout.write(`${times} × ${result}${why}\n`);
  }
  if (count.notSent > 0) process.stdout.write(`${count.notSent} not sent: ${maxInFlight} were in flight\n`);
  const fine = count.accepted + (count.results.get('skipped') ?? 0);
  return fine === count.sent && count.sent > 0 && count.notSent === 0 ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof BadSetting ? error.message : (error as Error).stack}\n`);
  process.exitCode = error instanceof BadSetting ? EXIT_USAGE : 1;
}
