import { parseArgs } from 'node:util';
import { LogUnavailable } from '../adapters/jetstream/connection/log-unavailable.ts';
import { BadSetting } from '../platform/configuration/setting.ts';
import { readSettings } from '../platform/configuration/settings.ts';
import { storeOf } from '../processes/roles/choose-stores.ts';
import { openLink } from '../processes/roles/open-link.ts';
import { listenForStop } from '../processes/supervisor/listen-for-stop.ts';
import { projections } from '../workers/registry.ts';
import { awaitLog } from './client/await-log.ts';
import { findDemoInstance } from './demo/demo-instance.ts';
import { lookForOthers } from './demo/look-for-others.ts';
import { sendDemoData } from './demo/send-demo-data.ts';
import { showOutage } from './demo/show-outage.ts';

const usage = `npm run demo [-- --outage]

Sends demo data to the Waybill that runs on this machine (npm start), so that its console has something to show:

  80 commands in 40 s, through the gateway's API, to channels whose ids begin with demo-
  1 event that no worker can apply: it becomes a dead letter, which you can edit and replay

  --outage   locks the history's SQLite file for 45 s instead, and sends a message every 2 s: the worker waits for its
             store and then catches up. Nothing is written to the file, and reads work meanwhile.
  --help     this text

A log that holds commands other than demo data gets none. Ctrl-C ends it early.

Example: npm run demo`;

const EXIT_USAGE = 64;

function readOptions(args: string[]): { outage: boolean; help: boolean } {
  try {
    const { outage = false, help = false } = parseArgs({
      args,
      options: { outage: { type: 'boolean' }, help: { type: 'boolean' } },
    }).values;
    return { outage, help };
  } catch (error) {
    throw new BadSetting(`${(error as Error).message}\n\n${usage}`);
  }
}

const say = (line: string) => void process.stdout.write(`${line}\n`);

async function main(args: string[]): Promise<number> {
  const { outage, help } = readOptions(args);
  if (help) {
    say(usage);
    return 0;
  }
  const settings = readSettings();
  const shown = projections.find(({ primary }) => primary)!;
  const file = shown.stores[storeOf(shown, settings)]?.file?.(settings);
  if (outage && file === undefined)
    throw new BadSetting(`--outage locks a file, and ${shown.name} has none. Stop its database for a while.`);
  const instance = findDemoInstance(settings);
  const link = openLink({ ...settings, natsUrl: instance.natsUrl }, 'demo');
  try {
    await awaitLog(link, 'Start Waybill first: npm start.');
    const look = await lookForOthers(link);
    if (!look.only)
      throw new BadSetting(`${look.why} To send more to it, use npm run traffic or npm run send.`);
    const stopping = new AbortController();
    listenForStop({ stop: () => stopping.abort(), kill: () => process.exit(130) });
    const run = { instance, link, stopping: stopping.signal, say };
    const isFine = outage && file ? await showOutage(run, file) : await sendDemoData(run, look.channels);
    return isFine ? 0 : 1;
  } finally {
    await link.close();
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isForPeople = error instanceof BadSetting || error instanceof LogUnavailable;
  process.stderr.write(`${isForPeople ? (error as Error).message : (error as Error).stack}\n`);
  process.exitCode = error instanceof BadSetting ? EXIT_USAGE : 1;
}
