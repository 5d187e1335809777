import { parseArgs } from 'node:util';
import { ApiRefusal } from '../adapters/jetstream/connection/api-request.ts';
import { LogUnavailable } from '../adapters/jetstream/connection/log-unavailable.ts';
import type { NatsLink } from '../adapters/jetstream/connection/nats-link.ts';
import { listGenerations } from '../adapters/jetstream/streams/list-generations.ts';
import { startGeneration } from '../adapters/jetstream/streams/start-generation.ts';
import { tryRoom } from '../adapters/jetstream/streams/try-room.ts';
import { MAX_GENERATION } from '../contracts/position.ts';
import { BadSetting } from '../platform/configuration/setting.ts';
import { readSettings, type Settings, settingsTable } from '../platform/configuration/settings.ts';
import { openLink } from '../processes/roles/open-link.ts';
import { awaitLog } from './client/await-log.ts';
import { natsUrlOf } from './client/find-instance.ts';
import { describeLog } from './repartition/describe-log.ts';

const usage = `npm run repartition -- --partitions <n> [--yes] [--nats <url>]

Starts a new generation of the log with another number of partitions. Without --yes it only shows what it would do.

  --partitions <n>  how many partitions the new generation has
  --yes             do it
  --nats <url>      the log's server. Default: NATS_URL, or else that of the instance that runs here
  --help            this text

Example: npm run repartition -- --partitions 8 --yes`;

const meaning = (from: number, to: number) => `
What it means:
  - All new events go to ${to} partitions instead of ${from}. A channel's events stay in one partition and in order.
  - The present generation is closed: it takes no new events, workers apply the rest, and it expires with its retention.
  - Gateways and workers find the new generation without a restart; commands wait for a moment and none is lost.
  - Positions begin with the new generation's number. Status, read models and edits of old messages are unaffected.
  - You can't undo it, but you can repartition again, up to ${MAX_GENERATION} generations in all.
`;

const EXIT_USAGE = 64;
const EXIT_NOT_CONFIRMED = 2;

function readOptions(args: string[]) {
  let values: { partitions?: string; nats?: string; yes?: boolean; help?: boolean };
  try {
    values = parseArgs({
      args,
      options: {
        partitions: { type: 'string' },
        nats: { type: 'string' },
        yes: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new BadSetting(`${(error as Error).message}\n\n${usage}`);
  }
  const { min, max } = settingsTable.partitions;
  const text = values.partitions ?? '';
  const partitions = /^[0-9]{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (!values.help && !(partitions >= min && partitions <= max)) {
    throw new BadSetting(`--partitions takes a whole number from ${min} to ${max}.\n\n${usage}`);
  }
  return { partitions, nats: values.nats, yes: values.yes === true, help: values.help === true };
}

async function main(args: string[]): Promise<number> {
  const { partitions, nats, yes, help } = readOptions(args);
  if (help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const settings = readSettings();
  const link = openLink({ ...settings, natsUrl: natsUrlOf(settings, nats) }, 'repartition');
  try {
    await awaitLog(link, 'Start Waybill first, or name its server with --nats or NATS_URL.');
    return await repartition(link, settings, partitions, yes);
  } finally {
    await link.close();
  }
}

async function repartition(
  link: NatsLink,
  settings: Settings,
  partitions: number,
  yes: boolean,
): Promise<number> {
  const before = await listGenerations(link);
  const newest = before.at(-1);
  if (!newest) throw new BadSetting('This NATS server holds no log of Waybill. The first start creates one.');
  process.stdout.write(`Before:\n${describeLog(before)}`);
  if (newest.partitions === partitions) {
    throw new BadSetting(`The log has ${partitions} partitions already. Nothing was changed.`);
  }
  if (newest.number >= MAX_GENERATION) {
    throw new BadSetting(`Generation ${newest.number} is the last possible one. Nothing was changed.`);
  }
  process.stdout.write(meaning(newest.partitions, partitions));
  if (!yes) {
    process.stdout.write('\nNothing was changed. Add --yes to continue.\n');
    return EXIT_NOT_CONFIRMED;
  }
  await requireRoom(link, settings, partitions);
  await startGeneration(link, settings, partitions);
  process.stdout.write(`\nAfter:\n${describeLog(await listGenerations(link))}`);
  return 0;
}

async function requireRoom(link: NatsLink, settings: Settings, partitions: number): Promise<void> {
  try {
    await tryRoom(link, settings, partitions);
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    throw new BadSetting(
      `The NATS server has no room for ${partitions} more streams of ${settings.partitionMaxBytes} bytes (${error.message}). Raise its max_file_store, or lower WAYBILL_PARTITION_MAX_BYTES. Nothing was changed.`,
    );
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const known = error instanceof BadSetting || error instanceof LogUnavailable || error instanceof ApiRefusal;
  process.stderr.write(`${known ? error.message : (error as Error).stack}\n`);
  process.exitCode = error instanceof BadSetting ? EXIT_USAGE : 1;
}
