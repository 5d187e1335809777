import { pino } from 'pino';
import { ApiRefusal } from '../../adapters/jetstream/connection/api-request.ts';
import { LogUnavailable } from '../../adapters/jetstream/connection/log-unavailable.ts';
import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { dropRetries } from '../../adapters/jetstream/records/retries.ts';
import { readLog } from '../../adapters/jetstream/streams/list-generations.ts';
import { StoreFailure } from '../../contracts/ports/store-failure.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { BadSetting } from '../../platform/configuration/setting.ts';
import { readSettings, type Settings } from '../../platform/configuration/settings.ts';
import { checkStores, withStore } from '../../processes/roles/choose-stores.ts';
import { openLink } from '../../processes/roles/open-link.ts';
import { findProjection, openProjection } from '../../processes/roles/open-projections.ts';
import {
  type ProjectionWorker,
  startProjectionWorker,
} from '../../processes/roles/start-projection-worker.ts';
import { beginRebuild } from '../../workers/rebuild/begin-rebuild.ts';
import { readFill } from '../../workers/rebuild/read-fill.ts';
import { readableEpoch } from '../../workers/rebuild/readable-epoch.ts';
import type { Registry } from '../../workers/registry.ts';
import type { OpenProjection } from '../../workers/runtime/define-projection.ts';
import type { Projection } from '../../workers/runtime/projection.ts';
import { awaitLog } from '../client/await-log.ts';
import { natsUrlOf } from '../client/find-instance.ts';
import { describeFill, describeRebuild } from './describe-rebuild.ts';
import { epochUnderWay } from './fill-under-way.ts';
import { followFill } from './follow-fill.ts';
import { type RebuildOptions, readRebuildOptions, usageOf } from './rebuild-options.ts';
import { whenWiped } from './when-wiped.ts';

const EXIT_USAGE = 64;
const EXIT_NOT_CONFIRMED = 2;
const EXIT_REPLACED = 3;
const EXIT_INTERRUPTED = 130;

const interrupted = new AbortController();
const say = (line: string) => void process.stdout.write(`${line}\n`);

function unreadable(error: unknown): string {
  if (error instanceof StoreFailure) return `unreadable (${error.code})`;
  throw error;
}

async function main(args: string[], projections: Registry): Promise<number> {
  const options = readRebuildOptions(args, projections);
  if (options.help) {
    say(usageOf(projections));
    return 0;
  }
  const given = readSettings();
  const stores =
    options.store === undefined ? given.stores : withStore(given.stores, options.projection, options.store);
  checkStores(projections, { stores });
  const settings = { ...given, stores };
  const link = openLink({ ...settings, natsUrl: natsUrlOf(settings, options.nats) }, 'rebuild');
  const opened = await openProjection(findProjection(projections, options.projection), settings);
  try {
    await awaitLog(link, 'Start Waybill first, or name its server with --nats or NATS_URL.');
    return await rebuild(link, opened, settings, options);
  } finally {
    await Promise.all([opened.close(), link.close()]);
  }
}

async function isOfAnotherLog({ filledFrom }: Projection, logId: string | null): Promise<boolean> {
  const known = await filledFrom().catch(() => null);
  return known !== null && known !== logId;
}

async function rebuild(
  link: NatsLink,
  { projection, place }: OpenProjection,
  settings: Settings,
  { yes, again, hash }: RebuildOptions,
): Promise<number> {
  const { generations, logId } = await readLog(link);
  if (generations.length === 0) {
    throw new BadSetting('This NATS server holds no log of Waybill. The first start creates one.');
  }
  const before = await readableEpoch(projection, (why) =>
    say(`The present content can't be read: ${why.message} The rebuild replaces it.`),
  );
  let epochId = again ? null : await epochUnderWay(link, projection);
  if (epochId === null) {
    say(describeRebuild(projection.title, place, generations, await isOfAnotherLog(projection, logId)));
    if (!yes) {
      say('Nothing was changed. Add --yes to continue.');
      return EXIT_NOT_CONFIRMED;
    }
    if (hash) say(`Content before: ${await projection.contentHash().catch(unreadable)}`);
    say('Emptying it …');
    epochId = await whenWiped(() => beginRebuild(link, projection, settings), interrupted.signal, say);
    if (epochId === null) return EXIT_INTERRUPTED;
  } else {
    const fill = await readFill(link, projection.name, epochId);
    say(
      `It has been filling since ${fill.begunAt?.toISOString()}: ${describeFill(fill, 0)}. --again starts over.`,
    );
  }
  const began = performance.now();
  let worker: ProjectionWorker | undefined;
  const noWorker = () => {
    say('No worker fetches its events, so this command applies them.');
    const logger = pino({ level: 'warn' }, pino.destination(2));
    worker = startProjectionWorker({ link, projection, settings, logger, version: packageJson.version });
  };
  try {
    const following = {
      link,
      projection: projection.name,
      epochId,
      interrupted: interrupted.signal,
      noWorker,
      isCurrent: async () => (await projection.epochId().catch(() => epochId)) === epochId,
    };
    const end = await followFill(following);
    if (end === 'replaced') {
      say(
        'Another rebuild has started, so this one ends. Run the command again, without --again, to follow it.',
      );
      return EXIT_REPLACED;
    }
    if (end === 'interrupted') {
      say(
        `Interrupted. ${worker ? 'The next worker that starts' : 'The workers'} will continue to fill it. Run the command again to follow.`,
      );
      return EXIT_INTERRUPTED;
    }
  } finally {
    await worker?.stop();
  }
  // Workers continued with the previous epoch for some seconds. The retries that they sent would never be fetched.
  if (before !== null && before !== epochId) await dropRetries(link, projection.name, before);
  const { total } = await readFill(link, projection.name, epochId);
  say(
    `${projection.title} was rebuilt: ${total} events in ${((performance.now() - began) / 1_000).toFixed(1)} s.`,
  );
  if (hash) say(`Content after: ${await projection.contentHash()}`);
  return 0;
}

/**
 * Rebuilds one of these projections, as given by the arguments of `npm run rebuild`. Sets the exit code of the process.
 */
export async function runRebuild(args: string[], projections: Registry): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => interrupted.abort());
  try {
    process.exitCode = await main(args, projections);
  } catch (error) {
    if (error instanceof BadSetting || error instanceof LogUnavailable || error instanceof ApiRefusal) {
      process.stderr.write(`${error.message}\n`);
    } else if (error instanceof StoreFailure) {
      process.stderr.write(
        `The store failed (${error.code}): ${error.message} Run the command again when the store is back.\n`,
      );
    } else process.stderr.write(`${(error as Error).stack}\n`);
    process.exitCode = error instanceof BadSetting ? EXIT_USAGE : 1;
  }
}
