import type { Settings } from '../../platform/configuration/settings.ts';
import type { Registry } from '../../workers/registry.ts';
import { serversOf } from '../roles/choose-stores.ts';
import { roleTable } from '../roles/role-table.ts';

const loopback = new Set(['127.0.0.1', 'localhost', '::1']);

/**
 * Whether a first run may send samples, and break something: only where every part is started here and reached from this
 * machine alone, and nobody has named callers, an address for clients or production.
 */
export function offersSamples(roles: readonly string[], settings: Settings, projections: Registry): boolean {
  const { gatewayHost, publicGatewayUrl, apiKeys, environmentName } = settings;
  const everyPart = [
    'nats',
    ...roleTable(projections).map(({ name }) => name),
    ...serversOf(projections, settings),
    'console',
  ];
  return (
    everyPart.every((part) => roles.includes(part)) &&
    loopback.has(gatewayHost) &&
    publicGatewayUrl === '' &&
    apiKeys === '' &&
    environmentName !== 'production'
  );
}
