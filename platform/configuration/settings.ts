import { resolve } from 'node:path';
import { checkNats } from './check-nats.ts';
import { contactPointsOf } from './contact-points.ts';
import { BadSetting, readSetting } from './setting.ts';
import { acceptingSettings } from './table/accepting.ts';
import { accessSettings } from './table/access.ts';
import { alertsSettings } from './table/alerts.ts';
import { cassandraSettings } from './table/cassandra.ts';
import { consumersSettings } from './table/consumers.ts';
import { failuresSettings } from './table/failures.ts';
import { generalSettings } from './table/general.ts';
import { ledgerSettings } from './table/ledger.ts';
import { listeningSettings } from './table/listening.ts';
import { logSettings } from './table/log.ts';
import { noticesSettings } from './table/notices.ts';
import { reconciliationSettings } from './table/reconciliation.ts';
import { replaysSettings } from './table/replays.ts';
import { supervisionSettings } from './table/supervision.ts';
import { telemetrySettings } from './table/telemetry.ts';
import { workersSettings } from './table/workers.ts';
import { findUnknownSettings, type UnknownSetting } from './unknown-settings.ts';

/**
 * Every setting and limit of Waybill, in the order of `docs/configuration.md`, which is generated from this table. Only
 * this module reads the environment.
 */
export const settingsTable = {
  ...generalSettings,
  ...listeningSettings,
  ...accessSettings,
  ...supervisionSettings,
  ...logSettings,
  ...acceptingSettings,
  ...workersSettings,
  ...failuresSettings,
  ...replaysSettings,
  ...ledgerSettings,
  ...reconciliationSettings,
  ...consumersSettings,
  ...alertsSettings,
  ...noticesSettings,
  ...telemetrySettings,
  ...cassandraSettings,
} as const;

type Table = typeof settingsTable;

export type Settings = {
  readonly [Name in keyof Table]: Table[Name] extends { kind: 'number' } ? number : string;
};

/** Checks settings against each other. Throws BadSetting. */
function checkTogether(settings: Settings): void {
  const { acceptDeadlineMs, duplicateWindowMs, idempotencyHours, retentionDays } = settings;
  if (2 * acceptDeadlineMs > duplicateWindowMs) {
    throw new BadSetting(
      `WAYBILL_ACCEPT_DEADLINE_MS (${acceptDeadlineMs}) is more than half of WAYBILL_DUPLICATE_WINDOW_MS (${duplicateWindowMs}): a command could be published after the log has forgotten its id, and be stored twice.`,
    );
  }
  if (idempotencyHours > retentionDays * 24) {
    throw new BadSetting(
      `WAYBILL_IDEMPOTENCY_HOURS (${idempotencyHours}) is longer than WAYBILL_RETENTION_DAYS (${retentionDays}): a key would outlive its command.`,
    );
  }
  const { applyDeadlineMs, storeTimeoutMs } = settings;
  if (applyDeadlineMs <= storeTimeoutMs) {
    throw new BadSetting(
      `WAYBILL_APPLY_DEADLINE_MS (${applyDeadlineMs}) is not longer than WAYBILL_STORE_TIMEOUT_MS (${storeTimeoutMs}): a store that hangs would count as the event’s fault.`,
    );
  }
  const { operationsRetentionDays } = settings;
  if (operationsRetentionDays < retentionDays) {
    throw new BadSetting(
      `WAYBILL_OPERATIONS_RETENTION_DAYS (${operationsRetentionDays}) is shorter than WAYBILL_RETENTION_DAYS (${retentionDays}): a rebuild would apply events that operators discarded or replaced.`,
    );
  }
  const { jwtIssuer, jwtAudience } = settings;
  if ((jwtIssuer === '') !== (jwtAudience === '')) {
    throw new BadSetting(
      'WAYBILL_JWT_ISSUER and WAYBILL_JWT_AUDIENCE belong together: a token for another service must not be taken. Set both, or neither.',
    );
  }
  checkCassandra(settings);
  checkNats(settings);
}

function checkCassandra(settings: Settings): void {
  const { cassandraContactPoints, cassandraUsername, cassandraPassword } = settings;
  const { cassandraTls, cassandraTlsCa, cassandraTlsCertificate, cassandraTlsKey } = settings;
  const ports = new Set(contactPointsOf(cassandraContactPoints).map(({ port }) => port));
  if (ports.size > 1) {
    throw new BadSetting(
      `CASSANDRA_CONTACT_POINTS names ${ports.size} ports (${[...ports].join(', ')}): all nodes of a cluster must listen on the same port.`,
    );
  }
  if ((cassandraUsername === '') !== (cassandraPassword === '')) {
    throw new BadSetting('CASSANDRA_USERNAME and CASSANDRA_PASSWORD belong together. Set both, or neither.');
  }
  if ((cassandraTlsCertificate === '') !== (cassandraTlsKey === '')) {
    throw new BadSetting(
      'CASSANDRA_TLS_CERTIFICATE and CASSANDRA_TLS_KEY belong together. Set both, or neither.',
    );
  }
  if (cassandraTls === 'on' && cassandraContactPoints === '') {
    throw new BadSetting(
      'CASSANDRA_TLS is for a cluster that runs elsewhere. Set CASSANDRA_CONTACT_POINTS to its address.',
    );
  }
  if (cassandraTls === 'off' && (cassandraTlsCa !== '' || cassandraTlsKey !== '')) {
    throw new BadSetting(
      'CASSANDRA_TLS is off, but there are files for it. Set CASSANDRA_TLS=on, or leave the files out.',
    );
  }
}

/** All settings from the environment. Throws BadSetting, which names the variable and the values it takes. */
export function readSettings(environment: Record<string, string | undefined> = process.env): Settings {
  const entries = Object.entries(settingsTable).map(([name, setting]) => [
    name,
    readSetting(setting, environment[setting.variable]),
  ]);
  const settings = Object.fromEntries(entries) as Settings;
  checkTogether(settings);
  return { ...settings, dataDir: resolve(settings.dataDir) };
}

/** The variables of an environment that look like settings but aren't. */
export const unknownSettings = (
  environment: Record<string, string | undefined> = process.env,
): UnknownSetting[] =>
  findUnknownSettings(
    environment,
    Object.values(settingsTable).map(({ variable }) => variable),
  );

/**
 * The environment of a child process: this one's, with the given variables set, or removed where undefined. Variables
 * that look like settings but aren't are removed too: this process has already reported them.
 */
export function childEnvironment(changes: Record<string, string | undefined>): NodeJS.ProcessEnv {
  const unknown = new Set(unknownSettings().map(({ variable }) => variable));
  const entries = Object.entries({ ...process.env, ...changes });
  return Object.fromEntries(
    entries.filter(([name, value]) => value !== undefined && !unknown.has(name)),
  ) as NodeJS.ProcessEnv;
}
