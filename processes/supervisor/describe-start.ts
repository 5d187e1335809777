/** What runs, and where. Only processes of this start have a URL and a process id. */
export interface StartReport {
  gateway?: string;
  console?: string;
  operations?: string;
  /** The servers of the log, without user names and passwords. */
  nats?: string;
  /** The address of the Cassandra node that was started here. */
  cassandra?: string;
  /** The key that the start made; absent if keys were configured, since those are secrets. */
  apiKey?: string;
  /** The key of the operations API that the start made; absent if keys were configured. */
  operatorKey?: string;
  /** The link that makes the first admin; absent once it is used. */
  setupUrl?: string;
  dataDir: string;
  /** The URL of /metrics of each of Waybill's roles, by role. */
  metrics: Record<string, string>;
  /** The warning that, at the present rate, the log fills up before its retention ends. Absent if it doesn't. */
  shortLog?: string;
  /** Process ids by role; the supervisor's own is `supervisor`. */
  pids: Record<string, number>;
}

/** Shown only if everything runs here, with the key that this start made. */
const DEMO = ['', 'Or send demo data, with a dead letter to replay:', '', '  npm run demo'];

/** What a person needs to know once everything is ready. Doesn't show a configured key, which is a secret. */
export function describeStart(report: StartReport, logsFolder: string, notes: string[]): string {
  const places = [
    ['Console', report.console],
    ['Gateway', report.gateway],
    ['Operations', report.operations],
    ['NATS', report.nats],
    ['Cassandra', report.cassandra],
  ].flatMap(([name, url]) => (url ? [`  ${name?.padEnd(10)} ${url}`] : []));
  const firstCommand = report.gateway ? curls(report.gateway, report.apiKey ?? "'<yours>'") : [];
  return [
    '',
    'Waybill is ready.',
    '',
    ...places,
    ...(report.setupUrl === undefined
      ? []
      : [
          '',
          'Open the console with this link, which makes the first admin and works once:',
          '',
          `  ${report.setupUrl}`,
        ]),
    ...firstCommand,
    ...(report.nats && report.console && report.apiKey ? DEMO : []),
    '',
    `Data: ${report.dataDir}`,
    `Logs: ${logsFolder}`,
    ...notes,
    ...(report.shortLog === undefined ? [] : [report.shortLog]),
    'Ctrl-C stops everything.',
    '',
  ].join('\n');
}

function curls(gateway: string, apiKey: string): string[] {
  return [
    '',
    'Send a first command:',
    '',
    `  KEY=${apiKey}`,
    `  curl -i ${gateway}/v1/channels/general/messages \\`,
    `    -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' -d '{"text":"Hello"}'`,
    '',
    'The answer is 202. Its Location header is the address of the command’s status:',
    '',
    `  curl -H "Authorization: Bearer $KEY" '${gateway}<Location>'`,
  ];
}
