import type { Settings } from '../../platform/configuration/settings.ts';
import { StartError } from './start-error.ts';
import { takePort, type WantedPort } from './take-port.ts';

const LOOPBACK = '127.0.0.1';

/**
 * A port for each of these roles that listens, by role, and the three further ports of a Cassandra node. Throws
 * StartError for a port that can't be used or that two settings choose.
 */
export async function takePorts(roles: string[], settings: Settings): Promise<Record<string, number>> {
  const wanted: Record<string, WantedPort> = {
    nats: {
      port: settings.natsPort,
      host: LOOPBACK,
      variable: 'WAYBILL_NATS_PORT',
      role: 'nats-server',
    },
    cassandra: {
      port: settings.cassandraPort,
      host: LOOPBACK,
      variable: 'WAYBILL_CASSANDRA_PORT',
      role: 'Cassandra',
    },
    gateway: {
      port: settings.gatewayPort,
      host: settings.gatewayHost,
      variable: 'WAYBILL_GATEWAY_PORT',
      role: 'the gateway',
    },
    operations: {
      port: settings.operationsPort,
      host: LOOPBACK,
      variable: 'WAYBILL_OPERATIONS_PORT',
      role: 'the operations service',
    },
    console: {
      port: settings.consolePort,
      host: LOOPBACK,
      variable: 'WAYBILL_CONSOLE_PORT',
      role: 'the console',
    },
  };
  const taken: Record<string, number> = {};
  for (const role of roles) {
    const want = wanted[role];
    if (!want) continue;
    const twice = Object.keys(taken).find((other) => want.port !== 0 && taken[other] === want.port);
    if (twice) {
      throw new StartError(
        `Port ${want.port} is chosen for both ${wanted[twice]?.role} (${wanted[twice]?.variable}) and ${want.role} (${want.variable}).`,
      );
    }
    taken[role] = await takePort(want);
  }
  if (roles.includes('cassandra')) {
    // Only the node itself uses these.
    for (const name of ['cassandraStorage', 'cassandraSslStorage', 'cassandraJmx'])
      taken[name] = await takePort({ ...wanted.cassandra!, port: 0 });
  }
  return taken;
}
