import { openLogProbe } from '../../adapters/jetstream/streams/probe-log.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { loadApiKeys, loadOperatorKeys } from '../../platform/configuration/api-keys.ts';
import { dataPaths } from '../../platform/configuration/data-paths.ts';
import { shownNatsUrl } from '../../platform/configuration/nats-target.ts';
import type { Settings } from '../../platform/configuration/settings.ts';
import { readSetUpToken } from '../../server/identity/set-up-link.ts';
import type { Registry } from '../../workers/registry.ts';
import { openLink } from '../roles/open-link.ts';
import { isWorkerRole } from '../roles/worker-role.ts';
import type { StartReport } from './describe-start.ts';
import { Fleet } from './fleet.ts';
import { freeBytes } from './free-bytes.ts';
import { openDataFolder } from './open-data-folder.ts';
import { planProcesses } from './plan-processes.ts';
import { reportProcesses } from './report-processes.ts';
import type { StartError } from './start-error.ts';
import { StorageErrors } from './storage-errors.ts';
import { watchLog } from './watch-log.ts';
import { whyUnwritable } from './why-unwritable.ts';

/** After how long the start tells the person at the terminal what it still waits for. */
const SLOW_START_MS = 15_000;

interface SuperviseOptions {
  settings: Settings;
  /** All projections of this instance. */
  projections: Registry;
  /** The module that runs a role, given its name. */
  roleModule: string;
  roles: string[];
  /** Whether this start locks the data folder. Roles started one by one may share it. */
  alone: boolean;
  root: string;
  say(line: string): void;
  ready(report: StartReport): void;
  /** Aborted to end everything in order. */
  stop: AbortSignal;
  /** Aborted to end everything at once. */
  kill: AbortSignal;
}

/**
 * Starts the roles and keeps them running until a stop is requested. Then ends them in order, and resolves when all have
 * ended. Throws StartError, with nothing left running, if they can't start or one of them fails for good.
 */
export async function supervise(options: SuperviseOptions): Promise<void> {
  const { settings, roles, say, stop, kill } = options;
  const over = Promise.withResolvers<void>();
  over.promise.catch(() => {});
  const folder = await openDataFolder(settings, options.alone, say, over.reject);
  try {
    const storageErrors = new StorageErrors();
    const { plans, natsUrl, metrics } = await planProcesses({ ...options, storageErrors });
    const keys = roles.includes('gateway') ? loadApiKeys(settings) : [];
    const madeKey = settings.apiKeys === '' ? keys[0]?.key : undefined;
    const reports =
      natsUrl === '' ? undefined : reportProcesses({ ...settings, natsUrl }, packageJson.version, say);
    const fleet = new Fleet(
      plans,
      {
        limits: settings,
        recordsFolder: dataPaths(settings.dataDir).processes,
        say,
        ...(reports ? { report: reports.report } : {}),
        failed: (error: StartError) => over.reject(error),
      },
      settings.logFileMaxBytes,
    );
    whenAborted(stop, over.resolve);
    whenAborted(kill, fleet.kill);

    let watch: { stop(): Promise<void> } | undefined;
    try {
      const started = startAll(fleet, say);
      started.catch(() => {});
      await Promise.race([started, over.promise]);
      if (!stop.aborted) {
        if (roles.includes('nats'))
          watch = watchNatsServer(fleet, { ...settings, natsUrl }, storageErrors, say);
        const shortLog = await reports?.shortLog();
        options.ready({
          ...report(fleet, natsUrl, madeKey, settings.dataDir),
          ...accessOf(fleet, settings),
          metrics,
          ...(shortLog === undefined ? {} : { shortLog }),
        });
        await over.promise;
      }
    } finally {
      await watch?.stop();
      await reports?.stop();
      await fleet.stop();
    }
  } finally {
    folder.release();
  }
}

/** The log starts first, then everything that uses it. Workers start once their store is ready. */
async function startAll(fleet: Fleet, say: (line: string) => void): Promise<void> {
  const timer = setInterval(() => {
    const late = fleet.processes.filter(({ state }) => state === 'starting');
    for (const { plan } of late) say(`Still waiting for ${plan.title}; its log: ${plan.logFile}`);
  }, SLOW_START_MS);
  try {
    await fleet.start((name) => name === 'nats');
    await Promise.all([
      fleet.start((name) => name !== 'nats' && name !== 'cassandra' && !isWorkerRole(name)),
      fleet.start((name) => name === 'cassandra').then(() => fleet.start(isWorkerRole)),
    ]);
  } finally {
    clearInterval(timer);
  }
}

function watchNatsServer(
  fleet: Fleet,
  settings: Settings,
  storageErrors: StorageErrors,
  say: (line: string) => void,
): { stop(): Promise<void> } {
  const natsServer = fleet.find('nats');
  const timeoutMs = settings.natsRequestTimeoutMs;
  const patience = { natsConnectTimeoutMs: timeoutMs, natsPingIntervalMs: timeoutMs };
  const probe = openLogProbe(openLink({ ...settings, ...patience }, 'probe'), timeoutMs);
  const watch = watchLog({
    probe: () => probe.probe(),
    storageError: () => storageErrors.last,
    freeBytes: () => freeBytes(settings.dataDir),
    unwritable: () => whyUnwritable(settings.dataDir),
    // The roles create the streams before they report that they are ready.
    streamsExist: fleet.processes.some(({ plan }) => plan.channel),
    isRunning: () => natsServer?.state === 'running',
    restart: async () => natsServer?.restart(),
    say,
    limits: settings,
  });
  return {
    async stop() {
      await watch.stop();
      await probe.close();
    },
  };
}

function report(
  fleet: Fleet,
  natsUrl: string,
  apiKey: string | undefined,
  dataDir: string,
): Omit<StartReport, 'metrics'> {
  const url = (name: string) => {
    const found = fleet.find(name)?.url;
    return found === undefined ? {} : { [name]: found };
  };
  const pids = fleet.processes.flatMap(({ plan, pid }) => (pid === undefined ? [] : [[plan.name, pid]]));
  return {
    ...url('gateway'),
    ...url('console'),
    ...url('operations'),
    ...url('cassandra'),
    ...(natsUrl === '' ? {} : { nats: shownNatsUrl(natsUrl) }),
    ...(apiKey === undefined ? {} : { apiKey }),
    dataDir,
    pids: { ...Object.fromEntries(pids), supervisor: process.pid },
  };
}

function whenAborted(signal: AbortSignal, action: () => void): void {
  if (signal.aborted) action();
  else signal.addEventListener('abort', () => action(), { once: true });
}

/** What lets the first person in: the operator key that this start made, and the link that makes an admin. */
function accessOf(fleet: Fleet, settings: Settings): Pick<StartReport, 'operatorKey' | 'setupUrl'> {
  if (!fleet.find('operations')) return {};
  const operatorKey = settings.operatorKeys === '' ? loadOperatorKeys(settings)[0]?.key : undefined;
  const token = readSetUpToken(dataPaths(settings.dataDir).setUpToken);
  const consoleUrl = fleet.find('console')?.url;
  return {
    ...(operatorKey === undefined ? {} : { operatorKey }),
    ...(token === null || consoleUrl === undefined || settings.consoleSignIn === 'off'
      ? {}
      : { setupUrl: `${consoleUrl}/set-up#${token}` }),
  };
}
