import type { Setting } from '../../platform/configuration/setting.ts';
import { settingsTable } from '../../platform/configuration/settings.ts';
import { projections } from '../../workers/registry.ts';

type Name = keyof typeof settingsTable;

/** The projections and their stores from the registry, such as `history` (`sqlite`, `cassandra`). */
function storesOfProjections(): string {
  const names = (list: readonly string[]) => list.map((name) => `\`${name}\``).join(', ');
  return projections.map(({ name, stores }) => `\`${name}\` (${names(Object.keys(stores))})`).join('; ');
}

/** The sections of the page. Each begins at one setting and ends before the next section's. */
const sections: readonly { title: string; from: Name; intro: string }[] = [
  { title: 'The instance', from: 'dataDir', intro: 'Data folder, names and keys.' },
  {
    title: 'Listeners',
    from: 'gatewayHost',
    intro: 'Addresses and ports. Only the gateway can listen on anything but loopback.',
  },
  {
    title: 'Access',
    from: 'consoleSignIn',
    intro:
      'How people sign in to the console, and JSON Web Tokens of your organisation’s issuer, which the API takes beside API keys.',
  },
  {
    title: 'NATS and the supervisor',
    from: 'natsUrl',
    intro: 'The log’s server, and how `npm start` starts, watches and restarts processes.',
  },
  {
    title: 'The log',
    from: 'partitions',
    intro:
      'Number, size and retention of the streams. On existing streams Waybill applies `WAYBILL_RETENTION_DAYS` and the `…_MAX_BYTES` limits only if they grow. It reports any other difference as drift and changes nothing.',
  },
  {
    title: 'Accepting commands',
    from: 'publishTimeoutMs',
    intro: 'How long a client may wait, and how much one gateway accepts at once.',
  },
  {
    title: 'Read models and workers',
    from: 'stores',
    intro: `The stores of the projections, and how workers fill them. Projections, and the stores that each can be in, its embedded one first: ${storesOfProjections()}.`,
  },
  {
    title: 'Failures',
    from: 'retrySchedule',
    intro: 'When a failed event is retried, and when it becomes a dead letter.',
  },
  {
    title: 'Replays',
    from: 'replayMaxUnderWay',
    intro: 'How fast dead letters are replayed.',
  },
  {
    title: 'The ledger',
    from: 'ledger',
    intro: 'What gateways and workers record about their work, and the index that traces are made from.',
  },
  {
    title: 'Reconciliation',
    from: 'reconciliationIntervalMs',
    intro: 'Whether every accepted event is accounted for, over as many hours as the ledger is kept.',
  },
  {
    title: 'Consumers',
    from: 'consumerSnapshotMs',
    intro: 'How every consumer of the log is watched.',
  },
  {
    title: 'Alerts',
    from: 'alertEvaluateMs',
    intro: 'Thresholds of the alerts, the webhook and the live stream.',
  },
  {
    title: 'OpenTelemetry',
    from: 'otelDisabled',
    intro: 'Export of spans and metrics.',
  },
  {
    title: 'Cassandra',
    from: 'cassandraContactPoints',
    intro:
      'The cluster of the history, if `WAYBILL_STORES` has `history:cassandra`; or the node that Waybill starts.',
  },
];

const head = `# Configuration

Every setting is an environment variable; there is no configuration file. \`npm start\` passes them to every role that it
starts, and a role started alone reads the same variables. An empty variable counts as not set. A value that a setting cannot
take ends the start with one sentence that names the variable and the values it takes. A variable that begins with
\`WAYBILL_\` and is no setting, such as a misspelt one, has no effect: the start prints a warning that names the nearest setting,
and continues.

\`npm run docs:configuration\` writes this page from \`platform/configuration/table/\`. Change the descriptions there.
`;

const setUp = `## Read by the set-up only

| variable | meaning |
|---|---|
| \`WAYBILL_CACHE_DIR\` | Where \`npm start\` and \`npm test\` keep what they download or build: Node 24, nats-server, Cassandra’s jars. Default: \`.cache\` in the checkout. |
| \`CHROMIUM_BIN\` | The Chromium of the browser tests. Default: the one on \`PATH\`. |
| \`CI\` | If set, \`npm test\` fails when an engine is missing, instead of skipping the tests that need it. |
`;

/** The page of all settings, as Markdown. */
export function describeSettings(): string {
  const parts = [head];
  for (const [name, setting] of Object.entries(settingsTable) as [Name, Setting][]) {
    const section = sections.find(({ from }) => from === name);
    if (section) {
      parts.push(
        `\n## ${section.title}\n\n${section.intro}\n\n| variable | default | takes | meaning |\n|---|---|---|---|\n`,
      );
    }
    parts.push(describeSetting(setting));
  }
  return `${parts.join('')}\n${setUp}`;
}

function describeSetting(setting: Setting): string {
  const cells = [`\`${setting.variable}\``, defaultOf(setting), takes(setting), setting.meaning];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
}

function defaultOf(setting: Setting): string {
  switch (setting.kind) {
    case 'text':
      return setting.default === '' ? 'none' : `\`${setting.default}\``;
    case 'number':
      return `\`${setting.default}\`${inWords(setting.default, setting.unit)}`;
  }
}

function takes(setting: Setting): string {
  switch (setting.kind) {
    case 'text':
      return setting.form ?? 'any text';
    case 'number': {
      const unit = setting.unit === 'count' || setting.unit === 'port' ? '' : ` ${setting.unit}`;
      return `${setting.min} to ${setting.max}${unit}`;
    }
  }
}

const BYTES: readonly (readonly [size: number, name: string])[] = [
  [1024 ** 4, 'TiB'],
  [1024 ** 3, 'GiB'],
  [1024 ** 2, 'MiB'],
  [1024, 'KiB'],
];
const TIMES: readonly (readonly [size: number, name: string])[] = [
  [60_000, 'min'],
  [1_000, 's'],
];

/** The same amount in a larger unit, if it is a whole number there; otherwise empty. */
function inWords(value: number, unit: string): string {
  const units = unit === 'bytes' ? BYTES : unit === 'ms' ? TIMES : [];
  const fit = units.find(([size]) => value >= size && value % size === 0);
  return fit ? ` (${value / fit[0]} ${fit[1]})` : '';
}
