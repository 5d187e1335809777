import { join } from 'node:path';
import { loadOperatorKeys } from '../../platform/configuration/api-keys.ts';
import { dataPaths } from '../../platform/configuration/data-paths.ts';
import { CONSOLE_SETTINGS, environmentOf } from '../../platform/configuration/environment-of.ts';
import { childEnvironment, type Settings } from '../../platform/configuration/settings.ts';
import type { Registry } from '../../workers/registry.ts';
import { roleTable } from '../roles/role-table.ts';
import { planCassandra } from './plan-cassandra.ts';
import { planConsole } from './plan-console.ts';
import { planNatsServer } from './plan-nats-server.ts';
import { planRole } from './plan-role.ts';
import type { ProcessPlan } from './process-plan.ts';
import type { StorageErrors } from './storage-errors.ts';
import { takeMetricsPorts } from './take-metrics-ports.ts';
import { takePorts } from './take-ports.ts';

const LOOPBACK = '127.0.0.1';

/** The processes for these roles, each with a free port. Throws StartError if a port can't be used. */
export async function planProcesses({
  roles,
  settings,
  projections,
  roleModule,
  root,
  storageErrors,
}: {
  roles: string[];
  settings: Settings;
  projections: Registry;
  roleModule: string;
  root: string;
  storageErrors: StorageErrors;
}): Promise<{ plans: ProcessPlan[]; natsUrl: string; metrics: Record<string, string> }> {
  const ours = roleTable(projections);
  const ports = await takePorts(roles, settings);
  const metricsPorts = await takeMetricsPorts(ours, roles, settings);
  const paths = dataPaths(settings.dataDir);
  const logFile = (role: string) => join(paths.logs, `${role.replace(':', '-')}.log`);
  const natsUrl = roles.includes('nats') ? `nats://${LOOPBACK}:${ports.nats}` : settings.natsUrl;
  const operationsUrl = roles.includes('operations')
    ? `http://${LOOPBACK}:${ports.operations}`
    : settings.operationsUrl;
  const gatewayUrl =
    settings.publicGatewayUrl ||
    (roles.includes('gateway') ? `http://${reachable(settings.gatewayHost)}:${ports.gateway}` : '');

  const common = {
    WAYBILL_DATA_DIR: settings.dataDir,
    NATS_URL: natsUrl,
    WAYBILL_STORES: settings.stores,
    WAYBILL_CONSOLE_URL:
      settings.consoleUrl || (roles.includes('console') ? `http://${LOOPBACK}:${ports.console}` : ''),
    ...(roles.includes('cassandra') ? ownCassandra(ports.cassandra) : {}),
  };
  const plans = roles.map((role): ProcessPlan => {
    if (role === 'nats') {
      return planNatsServer({
        binary: settings.natsServerBin,
        folder: paths.log,
        port: ports.nats ?? 0,
        limits: settings,
        env: environmentOf([]),
        logFile: logFile(role),
        stopTimeoutMs: settings.natsStopTimeoutMs,
        storageErrors,
      });
    }
    if (role === 'cassandra') {
      return planCassandra({
        java: settings.cassandraJava,
        lib: settings.cassandraLib,
        folder: paths.cassandra,
        ports: {
          native: ports.cassandra ?? 0,
          storage: ports.cassandraStorage ?? 0,
          sslStorage: ports.cassandraSslStorage ?? 0,
          jmx: ports.cassandraJmx ?? 0,
        },
        heapBytes: settings.cassandraHeapBytes,
        // No environment variable may change how this Java runs.
        env: environmentOf([], { JAVA_TOOL_OPTIONS: undefined, JDK_JAVA_OPTIONS: undefined }),
        logFile: logFile(role),
        stopTimeoutMs: settings.cassandraStopTimeoutMs,
      });
    }
    if (role === 'console') {
      return planConsole({
        root,
        port: ports.console ?? 0,
        // The console serves browsers, so it doesn't get the secrets of the API and the log.
        env: environmentOf(CONSOLE_SETTINGS, {
          NODE_ENV: 'production',
          NEXT_TELEMETRY_DISABLED: '1',
          WAYBILL_OPERATIONS_URL: operationsUrl,
          // Without a key, the console has no rights of its own: it passes on those of whoever is signed in.
          WAYBILL_OPERATOR_KEY: settings.consoleSignIn === 'on' ? undefined : consoleKey(roles, settings),
          WAYBILL_GATEWAY_URL: gatewayUrl,
          WAYBILL_ENVIRONMENT: settings.environmentName,
        }),
        logFile: logFile(role),
      });
    }
    return planRole({
      name: role,
      title: ours.find(({ name }) => name === role)?.title ?? role,
      root,
      module: roleModule,
      env: childEnvironment({
        ...common,
        ...portVariables(role, ports),
        WAYBILL_METRICS_PORT: String(metricsPorts[role] ?? 0),
      }),
      logFile: logFile(role),
      drainTimeoutMs: settings.drainTimeoutMs,
    });
  });
  const host = reachable(settings.metricsHost);
  const metrics = Object.entries(metricsPorts).map(([role, port]) => [
    role,
    `http://${host}:${port}/metrics`,
  ]);
  return { plans, natsUrl, metrics: Object.fromEntries(metrics) };
}

/** The node that Waybill starts has no authentication, and is the only data centre. */
const ownCassandra = (port = 0) => ({
  CASSANDRA_CONTACT_POINTS: `${LOOPBACK}:${port}`,
  CASSANDRA_DATACENTER: undefined,
  CASSANDRA_REPLICATION: undefined,
});

/** A role keeps the port chosen here when it restarts. */
function portVariables(role: string, ports: Record<string, number>): Record<string, string> {
  if (role === 'gateway') return { WAYBILL_GATEWAY_PORT: String(ports.gateway) };
  return role === 'operations' ? { WAYBILL_OPERATIONS_PORT: String(ports.operations) } : {};
}

/** The host at which a client on this machine reaches a server that listens on all addresses. */
const reachable = (host: string) =>
  host === '0.0.0.0' || host === '::' ? LOOPBACK : host.includes(':') ? `[${host}]` : host;

const consoleKey = (roles: readonly string[], settings: Settings): string | undefined =>
  roles.includes('operations') ? loadOperatorKeys(settings)[0]?.key : settings.operatorKey;
