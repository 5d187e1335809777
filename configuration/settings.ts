import { join, resolve } from 'node:path';
import { BadSetting, readSetting, type Setting } from './setting.ts';

/**
 * Every setting and every limit of Waybill: the only module that reads the environment. `docs/configuration.md`
 * is written from this table.
 */
export const settingsTable = {
  dataDir: {
    kind: 'text',
    variable: 'WAYBILL_DATA_DIR',
    default: '.data',
    meaning: 'The folder of the log, the read models, keys and logs. One running instance a folder.',
  },
  environmentName: {
    kind: 'text',
    variable: 'WAYBILL_ENVIRONMENT',
    default: 'development',
    pattern: /^[a-z][a-z0-9-]{0,31}$/,
    form: 'a lower-case word',
    meaning: 'The name the console shows, so that nobody acts on the wrong cluster.',
  },
  logLevel: {
    kind: 'text',
    variable: 'WAYBILL_LOG_LEVEL',
    default: 'info',
    pattern: /^(trace|debug|info|warn|error|fatal|silent)$/,
    form: 'a level of pino',
    meaning: 'The least severe log line that is written.',
  },
  apiKeys: {
    kind: 'text',
    variable: 'WAYBILL_API_KEYS',
    default: '',
    pattern: /^[A-Za-z0-9_-]{1,64}:[^\s,]{16,256}(,[A-Za-z0-9_-]{1,64}:[^\s,]{16,256})*$/,
    form: 'a list of caller:key, separated by commas, keys of at least 16 characters',
    secret: true,
    meaning: 'The callers of the API and their keys. When empty, one development key is made at first start.',
  },

  gatewayHost: {
    kind: 'text',
    variable: 'WAYBILL_GATEWAY_HOST',
    default: '127.0.0.1',
    meaning: 'The address the gateway listens on. The console and /ops stay on loopback whatever this says.',
  },
  gatewayPort: {
    kind: 'number',
    variable: 'WAYBILL_GATEWAY_PORT',
    default: 7400,
    min: 0,
    max: 65_535,
    unit: 'port',
    meaning: 'The port of the HTTP API; 0 takes any free one.',
  },
  consolePort: {
    kind: 'number',
    variable: 'WAYBILL_CONSOLE_PORT',
    default: 7401,
    min: 0,
    max: 65_535,
    unit: 'port',
    meaning: 'The port of the console, on loopback.',
  },
  operationsPort: {
    kind: 'number',
    variable: 'WAYBILL_OPERATIONS_PORT',
    default: 0,
    min: 0,
    max: 65_535,
    unit: 'port',
    meaning: 'The port of the operations service (/ops), on loopback; 0 takes any free one.',
  },
  operationsUrl: {
    kind: 'text',
    variable: 'WAYBILL_OPERATIONS_URL',
    default: '',
    pattern: /^http:\/\/(127\.0\.0\.1|localhost|\[::1\]):[0-9]+$/,
    form: 'an http URL on loopback',
    meaning: 'Where a console started alone finds the operations service. The supervisor sets it.',
  },
  consoleRequestTimeoutMs: {
    kind: 'number',
    variable: 'WAYBILL_CONSOLE_REQUEST_TIMEOUT_MS',
    default: 10_000,
    min: 100,
    max: 120_000,
    unit: 'ms',
    meaning: 'How long the operations service may take to begin its answer to the console.',
  },
  consolePrefetchTimeoutMs: {
    kind: 'number',
    variable: 'WAYBILL_CONSOLE_PREFETCH_TIMEOUT_MS',
    default: 800,
    min: 50,
    max: 30_000,
    unit: 'ms',
    meaning: 'How long a page of the console waits for its data before it is sent without them.',
  },
  publicGatewayUrl: {
    kind: 'text',
    variable: 'WAYBILL_GATEWAY_URL',
    default: '',
    pattern: /^https?:\/\/[^\s/]+$/,
    form: 'an http or https origin',
    meaning: 'The origin at which clients reach the gateway; for links. Default: the address it listens on.',
  },
  healthPort: {
    kind: 'number',
    variable: 'WAYBILL_HEALTH_PORT',
    default: 0,
    min: 0,
    max: 65_535,
    unit: 'port',
    meaning: 'The port of a worker’s health endpoints, on loopback; 0 takes any free one, named in the log.',
  },

  natsUrl: {
    kind: 'text',
    variable: 'NATS_URL',
    default: '',
    pattern: /^(nats|tls):\/\/[^\s]+$/,
    form: 'a nats:// or tls:// URL',
    meaning:
      'The NATS server or cluster (comma-separated). When empty, Waybill starts a nats-server of its own.',
  },
  natsPort: {
    kind: 'number',
    variable: 'WAYBILL_NATS_PORT',
    default: 7422,
    min: 0,
    max: 65_535,
    unit: 'port',
    meaning: 'The port of the nats-server that Waybill starts, on loopback; 0 takes any free one.',
  },
  natsSync: {
    kind: 'text',
    variable: 'WAYBILL_NATS_SYNC',
    default: 'always',
    pattern: /^(always|[1-9][0-9]{0,3}(s|m))$/,
    form: '"always" or an interval such as 2m',
    meaning:
      'When the nats-server that Waybill starts flushes to disk. Anything but "always" can lose what was acknowledged in that interval when the power fails.',
  },
  natsServerBin: {
    kind: 'text',
    variable: 'NATS_SERVER_BIN',
    default: 'nats-server',
    meaning: 'The nats-server program that Waybill starts. `npm start` finds or gets one by itself.',
  },
  logProbeIntervalMs: {
    kind: 'number',
    variable: 'WAYBILL_LOG_PROBE_INTERVAL_MS',
    default: 2_000,
    min: 50,
    max: 600_000,
    unit: 'ms',
    meaning: 'How often it is tried whether the nats-server that Waybill started still confirms a write.',
  },
  logProbeFailures: {
    kind: 'number',
    variable: 'WAYBILL_LOG_PROBE_FAILURES',
    default: 3,
    min: 1,
    max: 1_000,
    unit: 'count',
    meaning:
      'After how many unconfirmed writes in a row that nats-server is restarted, where there is disk space.',
  },
  logRestartDelayMaxMs: {
    kind: 'number',
    variable: 'WAYBILL_LOG_RESTART_DELAY_MAX_MS',
    default: 300_000,
    min: 10,
    max: 3_600_000,
    unit: 'ms',
    meaning: 'The longest delay between two such restarts while they do not help.',
  },
  minFreeDiskBytes: {
    kind: 'number',
    variable: 'WAYBILL_MIN_FREE_DISK_BYTES',
    default: 64 * 1024 ** 2,
    min: 1024 ** 2,
    max: 16 * 1024 ** 4,
    unit: 'bytes',
    meaning:
      'Below this much free space the disk of the data folder counts as full: Waybill does not start on it.',
  },
  logFileMaxBytes: {
    kind: 'number',
    variable: 'WAYBILL_LOG_FILE_MAX_BYTES',
    default: 16 * 1024 ** 2,
    min: 64 * 1024,
    max: 16 * 1024 ** 3,
    unit: 'bytes',
    meaning: 'How large the log file of a role may grow before it is put aside; one older file is kept.',
  },
  restartDelayMs: {
    kind: 'number',
    variable: 'WAYBILL_RESTART_DELAY_MS',
    default: 250,
    min: 10,
    max: 60_000,
    unit: 'ms',
    meaning: 'How long after its end a role is started again; twice as long after each further end.',
  },
  restartDelayMaxMs: {
    kind: 'number',
    variable: 'WAYBILL_RESTART_DELAY_MAX_MS',
    default: 10_000,
    min: 10,
    max: 600_000,
    unit: 'ms',
    meaning: 'The longest delay before a role is started again.',
  },
  restartResetMs: {
    kind: 'number',
    variable: 'WAYBILL_RESTART_RESET_MS',
    default: 30_000,
    min: 100,
    max: 3_600_000,
    unit: 'ms',
    meaning: 'How long a role must have run for its next restart to be quick again.',
  },
  startAttempts: {
    kind: 'number',
    variable: 'WAYBILL_START_ATTEMPTS',
    default: 5,
    min: 1,
    max: 1_000,
    unit: 'count',
    meaning: 'How often a role may end before it was ready once; then the start has failed.',
  },
  natsStopTimeoutMs: {
    kind: 'number',
    variable: 'WAYBILL_NATS_STOP_TIMEOUT_MS',
    default: 10_000,
    min: 100,
    max: 600_000,
    unit: 'ms',
    meaning: 'How long the nats-server that Waybill started may take to end before it is killed.',
  },
  natsConnectTimeoutMs: {
    kind: 'number',
    variable: 'WAYBILL_NATS_CONNECT_TIMEOUT_MS',
    default: 2_000,
    min: 100,
    max: 60_000,
    unit: 'ms',
    meaning: 'How long one attempt to connect to NATS may take.',
  },
  natsPingIntervalMs: {
    kind: 'number',
    variable: 'WAYBILL_NATS_PING_INTERVAL_MS',
    default: 2_000,
    min: 100,
    max: 120_000,
    unit: 'ms',
    meaning: 'How often a connection is pinged; after two unanswered pings it counts as lost.',
  },
  natsRequestTimeoutMs: {
    kind: 'number',
    variable: 'WAYBILL_NATS_REQUEST_TIMEOUT_MS',
    default: 2_000,
    min: 50,
    max: 60_000,
    unit: 'ms',
    meaning: 'How long one request to the JetStream API may take.',
  },

  partitions: {
    kind: 'number',
    variable: 'WAYBILL_PARTITIONS',
    default: 4,
    min: 1,
    max: 1_024,
    unit: 'count',
    meaning:
      'How many partitions a new log gets. A log that exists keeps its number; `npm run repartition` starts a new generation with another.',
  },
  replicas: {
    kind: 'number',
    variable: 'WAYBILL_REPLICAS',
    default: 1,
    min: 1,
    max: 5,
    unit: 'count',
    meaning: 'How many servers of a cluster hold each stream; 3 in production.',
  },
  retentionDays: {
    kind: 'number',
    variable: 'WAYBILL_RETENTION_DAYS',
    default: 30,
    min: 1,
    max: 3_650,
    unit: 'count',
    meaning: 'How long the log keeps an event, in days.',
  },
  partitionMaxBytes: {
    kind: 'number',
    variable: 'WAYBILL_PARTITION_MAX_BYTES',
    default: 2 * 1024 ** 3,
    min: 1024 ** 2,
    max: 16 * 1024 ** 4,
    unit: 'bytes',
    meaning: 'How large one partition of the log may grow. A full one refuses new events; it drops none.',
  },
  deadLettersMaxBytes: {
    kind: 'number',
    variable: 'WAYBILL_DEAD_LETTERS_MAX_BYTES',
    default: 1024 ** 3,
    min: 1024 ** 2,
    max: 16 * 1024 ** 4,
    unit: 'bytes',
    meaning: 'How large the stream of dead letters may grow.',
  },
  idempotencyMaxBytes: {
    kind: 'number',
    variable: 'WAYBILL_IDEMPOTENCY_MAX_BYTES',
    default: 1024 ** 3,
    min: 1024 ** 2,
    max: 16 * 1024 ** 4,
    unit: 'bytes',
    meaning: 'How large the bucket of idempotency keys may grow.',
  },
  duplicateWindowMs: {
    kind: 'number',
    variable: 'WAYBILL_DUPLICATE_WINDOW_MS',
    default: 600_000,
    min: 1_000,
    max: 3_600_000,
    unit: 'ms',
    meaning: 'How long the log remembers message ids. A command is first published within it, or never.',
  },

  publishTimeoutMs: {
    kind: 'number',
    variable: 'WAYBILL_PUBLISH_TIMEOUT_MS',
    default: 1_000,
    min: 20,
    max: 60_000,
    unit: 'ms',
    meaning:
      'How long one publish may wait for its acknowledgement before it is tried again with the same id.',
  },
  acceptDeadlineMs: {
    kind: 'number',
    variable: 'WAYBILL_ACCEPT_DEADLINE_MS',
    default: 5_000,
    min: 50,
    max: 120_000,
    unit: 'ms',
    meaning:
      'How long a command may take to be accepted, retries included; then the client hears 503 or 504.',
  },
  reconnectGraceMs: {
    kind: 'number',
    variable: 'WAYBILL_RECONNECT_GRACE_MS',
    default: 2_000,
    min: 0,
    max: 60_000,
    unit: 'ms',
    meaning: 'How long after a lost connection commands still wait for it; later ones are refused at once.',
  },
  maxInFlight: {
    kind: 'number',
    variable: 'WAYBILL_MAX_IN_FLIGHT',
    default: 4_096,
    min: 1,
    max: 100_000,
    unit: 'count',
    meaning: 'How many commands one gateway process takes at once; more are refused with 503.',
  },
  maxInFlightPerCaller: {
    kind: 'number',
    variable: 'WAYBILL_MAX_IN_FLIGHT_PER_CALLER',
    default: 1_024,
    min: 1,
    max: 100_000,
    unit: 'count',
    meaning: 'How many commands of one caller a gateway process takes at once; more are refused with 429.',
  },
  callerRate: {
    kind: 'number',
    variable: 'WAYBILL_CALLER_RATE',
    default: 0,
    min: 0,
    max: 1_000_000,
    unit: 'per second',
    meaning:
      'How many commands a second one caller may send to a gateway process, with a burst of as many; 0 is no limit.',
  },
  maxBodyBytes: {
    kind: 'number',
    variable: 'WAYBILL_MAX_BODY_BYTES',
    default: 786_432,
    min: 1_024,
    max: 16 * 1024 ** 2,
    unit: 'bytes',
    meaning: 'The largest request body. 50,000 code points fit however they are escaped.',
  },
  requestTimeoutMs: {
    kind: 'number',
    variable: 'WAYBILL_REQUEST_TIMEOUT_MS',
    default: 30_000,
    min: 1_000,
    max: 600_000,
    unit: 'ms',
    meaning: 'How long a client may take to send its request.',
  },
  idempotencyHours: {
    kind: 'number',
    variable: 'WAYBILL_IDEMPOTENCY_HOURS',
    default: 24,
    min: 1,
    max: 720,
    unit: 'count',
    meaning: 'How long an idempotency key is remembered, in hours.',
  },
  statusDeadlineMs: {
    kind: 'number',
    variable: 'WAYBILL_STATUS_DEADLINE_MS',
    default: 5_000,
    min: 100,
    max: 120_000,
    unit: 'ms',
    meaning: 'How long the search of the log for one command may take.',
  },
  statusSearches: {
    kind: 'number',
    variable: 'WAYBILL_STATUS_SEARCHES',
    default: 16,
    min: 1,
    max: 1_024,
    unit: 'count',
    meaning: 'How many searches of the log for a command run at once in one process.',
  },
  statusSearchesWaiting: {
    kind: 'number',
    variable: 'WAYBILL_STATUS_SEARCHES_WAITING',
    default: 256,
    min: 0,
    max: 100_000,
    unit: 'count',
    meaning: 'How many searches of the log may wait for one of those; more are answered 503.',
  },
  maxWaitSeconds: {
    kind: 'number',
    variable: 'WAYBILL_MAX_WAIT_SECONDS',
    default: 30,
    min: 1,
    max: 600,
    unit: 's',
    meaning: 'How long `Prefer: wait` may hold an answer.',
  },
  clockSkewMs: {
    kind: 'number',
    variable: 'WAYBILL_CLOCK_SKEW_MS',
    default: 10_000,
    min: 2_000,
    max: 600_000,
    unit: 'ms',
    meaning: 'How far the clocks of gateways and log servers may be apart.',
  },

  history: {
    kind: 'text',
    variable: 'WAYBILL_HISTORY',
    default: 'sqlite',
    pattern: /^sqlite$/,
    form: 'sqlite',
    meaning: 'The store behind the history projection.',
  },
  storeTimeoutMs: {
    kind: 'number',
    variable: 'WAYBILL_STORE_TIMEOUT_MS',
    default: 10_000,
    min: 100,
    max: 120_000,
    unit: 'ms',
    meaning: 'How long one call of a read model’s store may take before its outcome counts as unknown.',
  },
  storeMaxCalls: {
    kind: 'number',
    variable: 'WAYBILL_STORE_MAX_CALLS',
    default: 1_024,
    min: 1,
    max: 100_000,
    unit: 'count',
    meaning: 'How many calls may wait for each connection of a process to a store; more fail at once.',
  },
  storeReaders: {
    kind: 'number',
    variable: 'WAYBILL_STORE_READERS',
    default: 2,
    min: 1,
    max: 16,
    unit: 'count',
    meaning: 'How many connections of a process read the embedded store at the same time.',
  },
  pageMaxCharacters: {
    kind: 'number',
    variable: 'WAYBILL_PAGE_MAX_CHARACTERS',
    default: 4 * 1024 ** 2,
    min: 100_000,
    max: 64 * 1024 ** 2,
    unit: 'count',
    meaning: 'How much text one page of messages holds; a page of long messages ends before its limit.',
  },
  batchMaxEvents: {
    kind: 'number',
    variable: 'WAYBILL_BATCH_MAX_EVENTS',
    default: 500,
    min: 1,
    max: 10_000,
    unit: 'count',
    meaning: 'How many events of one partition a worker applies at once.',
  },
  batchMaxBytes: {
    kind: 'number',
    variable: 'WAYBILL_BATCH_MAX_BYTES',
    default: 8 * 1024 ** 2,
    min: 2 * 1024 ** 2,
    max: 256 * 1024 ** 2,
    unit: 'bytes',
    meaning: 'How many bytes of events a worker fetches from one partition at once.',
  },
  maxAckPending: {
    kind: 'number',
    variable: 'WAYBILL_MAX_ACK_PENDING',
    default: 2_000,
    min: 1,
    max: 100_000,
    unit: 'count',
    meaning: 'How many events of one partition may be under way at once, over all workers.',
  },
  ackWaitMs: {
    kind: 'number',
    variable: 'WAYBILL_ACK_WAIT_MS',
    default: 10_000,
    min: 1_000,
    max: 3_600_000,
    unit: 'ms',
    meaning: 'How long the log waits for a sign of life from a worker before it gives an event to another.',
  },
  bugAttempts: {
    kind: 'number',
    variable: 'WAYBILL_BUG_ATTEMPTS',
    default: 3,
    min: 1,
    max: 100,
    unit: 'count',
    meaning:
      'How often an event that fails for an unforeseen reason is tried before it becomes a dead letter.',
  },
  circuitFirstBackoffMs: {
    kind: 'number',
    variable: 'WAYBILL_CIRCUIT_FIRST_BACKOFF_MS',
    default: 100,
    min: 1,
    max: 60_000,
    unit: 'ms',
    meaning:
      'How long a worker waits before it first probes a store that failed; doubled after each probe that fails.',
  },
  circuitLastBackoffMs: {
    kind: 'number',
    variable: 'WAYBILL_CIRCUIT_LAST_BACKOFF_MS',
    default: 5_000,
    min: 10,
    max: 600_000,
    unit: 'ms',
    meaning: 'How long a worker waits at most between two probes of a store that is down.',
  },
  deadLetterRetryMs: {
    kind: 'number',
    variable: 'WAYBILL_DEAD_LETTER_RETRY_MS',
    default: 10_000,
    min: 100,
    max: 3_600_000,
    unit: 'ms',
    meaning:
      'How long an event that the dead letters did not take stays in the log before it is tried again.',
  },
  drainTimeoutMs: {
    kind: 'number',
    variable: 'WAYBILL_DRAIN_TIMEOUT_MS',
    default: 15_000,
    min: 100,
    max: 600_000,
    unit: 'ms',
    meaning: 'How long a role that is told to stop may take to finish what it has begun.',
  },
} as const satisfies Record<string, Setting>;

type Table = typeof settingsTable;

export type Settings = {
  readonly [Name in keyof Table]: Table[Name] extends { kind: 'number' }
    ? number
    : Table[Name] extends { kind: 'flag' }
      ? boolean
      : string;
};

/** What no setting can say alone. Throws BadSetting. */
function checkTogether(settings: Settings): void {
  const { acceptDeadlineMs, duplicateWindowMs, idempotencyHours, retentionDays } = settings;
  if (2 * acceptDeadlineMs > duplicateWindowMs) {
    throw new BadSetting(
      `WAYBILL_ACCEPT_DEADLINE_MS (${acceptDeadlineMs}) is more than half of WAYBILL_DUPLICATE_WINDOW_MS (${duplicateWindowMs}): a command could be published after the log has forgotten its id, and stand there twice.`,
    );
  }
  if (idempotencyHours > retentionDays * 24) {
    throw new BadSetting(
      `WAYBILL_IDEMPOTENCY_HOURS (${idempotencyHours}) is longer than WAYBILL_RETENTION_DAYS (${retentionDays}): a key would outlive the command it stands for.`,
    );
  }
}

/** All settings from the environment. Throws BadSetting, which names the variable and what it takes. */
export function readSettings(environment: Record<string, string | undefined> = process.env): Settings {
  const entries = Object.entries(settingsTable).map(([name, setting]) => [
    name,
    readSetting(setting, environment[setting.variable]),
  ]);
  const settings = Object.fromEntries(entries) as Settings;
  checkTogether(settings);
  return { ...settings, dataDir: resolve(settings.dataDir) };
}

/** The environment of a child process: this one's, with the given variables set, or removed where undefined. */
export function childEnvironment(changes: Record<string, string | undefined>): NodeJS.ProcessEnv {
  const entries = Object.entries({ ...process.env, ...changes });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as NodeJS.ProcessEnv;
}

/** Where things stand in the data folder. */
export const dataPaths = (dataDir: string) => ({
  log: join(dataDir, 'nats'),
  history: join(dataDir, 'history.sqlite'),
  apiKeys: join(dataDir, 'api-keys.json'),
  logs: join(dataDir, 'logs'),
  processes: join(dataDir, 'processes'),
  lock: join(dataDir, 'instance.lock'),
});
