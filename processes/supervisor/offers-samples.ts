import type { Settings } from '../../platform/configuration/settings.ts';

/** What a start must run itself for all of Waybill to be its own. */
const EVERY_PART = ['nats', 'gateway', 'worker:history', 'operations', 'console'];

const loopback = new Set(['127.0.0.1', 'localhost', '::1']);

/**
 * Whether a first run may send samples, and break something: only where every part is started here and reached from this
 * machine alone, and nobody has named callers, an address for clients or production.
 */
export function offersSamples(roles: readonly string[], settings: Settings): boolean {
  const { gatewayHost, publicGatewayUrl, apiKeys, environmentName, history } = settings;
  return (
    [...EVERY_PART, ...(history === 'cassandra' ? ['cassandra'] : [])].every((part) =>
      roles.includes(part),
    ) &&
    loopback.has(gatewayHost) &&
    publicGatewayUrl === '' &&
    apiKeys === '' &&
    environmentName !== 'production'
  );
}
