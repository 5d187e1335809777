import { dirname } from 'node:path';
import { knowSecrets, redactSecrets } from '../../contracts/redact-secrets.ts';
import { dataPaths } from '../../platform/configuration/data-paths.ts';
import { secretValues } from '../../platform/configuration/secret-values.ts';
import { BadSetting } from '../../platform/configuration/setting.ts';
import { readSettings, unknownSettings } from '../../platform/configuration/settings.ts';
import { describeUnknown } from '../../platform/configuration/unknown-settings.ts';
import type { Registry } from '../../workers/registry.ts';
import { guardOutput } from '../roles/guard-output.ts';
import { describeStart } from './describe-start.ts';
import { listenForStop } from './listen-for-stop.ts';
import { parseStartArguments, startUsage } from './start-arguments.ts';
import { StartError } from './start-error.ts';
import { supervise } from './supervise.ts';
import { unwritableSentence } from './unwritable-sentence.ts';

/** The instance that a supervisor runs. */
interface Supervised {
  /** All projections of the instance. */
  projections: Registry;
  /** The module that runs a role of this instance, given its name. */
  roleModule: string;
}

/** Runs an instance until it is stopped. Then ends the process. */
export async function runSupervisor(args: string[], supervised: Supervised): Promise<void> {
  guardOutput();
  // No error may end this process, since nothing else keeps the roles and the log running.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      const text = error instanceof Error ? error.stack : String(error);
      process.stderr.write(redactSecrets(`The supervisor had an error and continues: ${text}\n`));
    });
  }
  try {
    process.exit(await run(args, supervised));
  } catch (error) {
    const forPeople = error instanceof StartError || error instanceof BadSetting;
    const text = forPeople
      ? error.message
      : (unwritableSentence(error) ?? (error instanceof Error ? error.stack : error));
    process.stderr.write(redactSecrets(`${text}\n`));
    process.exit(1);
  }
}

async function run(args: string[], { projections, roleModule }: Supervised): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(`${startUsage(projections)}\n`);
    return 0;
  }
  const stop = new AbortController();
  const kill = new AbortController();
  let ready = false;
  const given = readSettings();
  knowSecrets(secretValues(given));
  const { json, roles, whole, stores } = parseStartArguments(args, given, projections);
  const settings = { ...given, stores };
  const say = (line: string) =>
    void (json ? process.stderr : process.stdout).write(redactSecrets(`${line}\n`));
  listenForStop({
    stop(signal) {
      say(
        `${signal}: stopping ${ready ? 'everything' : 'the start'}, in order. A second Ctrl-C kills at once.`,
      );
      stop.abort();
    },
    kill() {
      say('Killing the processes that still run.');
      kill.abort();
    },
  });
  say('Starting Waybill …');
  for (const unknown of unknownSettings()) say(`Warning: ${describeUnknown(unknown)}`);
  await supervise({
    settings,
    projections,
    roleModule,
    roles,
    alone: whole || roles.includes('nats'),
    root: dirname(dirname(import.meta.dirname)),
    say,
    ready(report) {
      ready = true;
      const { logs } = dataPaths(settings.dataDir);
      const remarks = notes(settings.natsUrl, settings.natsSync);
      // Not redacted: the report holds the key that the start made, and no other secret.
      process.stdout.write(`${json ? JSON.stringify(report) : describeStart(report, logs, remarks)}\n`);
    },
    stop: stop.signal,
    kill: kill.signal,
  });
  say('Everything has stopped.');
  return ready ? 0 : 130;
}

function notes(natsUrl: string, natsSync: string): string[] {
  if (natsUrl !== '') {
    return [
      'Waybill did not start this NATS server and cannot see when it flushes to disk. Without `sync_interval: always` a power failure can lose commands that were answered 202.',
    ];
  }
  if (natsSync === 'always') return [];
  return [
    `WAYBILL_NATS_SYNC is ${natsSync}: a power failure can lose commands that were answered 202 within that time.`,
  ];
}
