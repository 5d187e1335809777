import type { Settings } from '../../platform/configuration/settings.ts';
import { takePort } from './take-port.ts';

/** Roles of ours, in the order in which their ports of /metrics follow each other. */
const ORDER = ['gateway', 'operations', 'worker:history'];

/** A port for the /metrics of each of these roles that has them, by role. Throws StartError for one that can't be had. */
export async function takeMetricsPorts(
  roles: readonly string[],
  { metricsHost, metricsPort }: Settings,
): Promise<Record<string, number>> {
  const taken: Record<string, number> = {};
  for (const [at, role] of ORDER.entries()) {
    if (!roles.includes(role)) continue;
    taken[role] = await takePort({
      port: metricsPort === 0 ? 0 : metricsPort + at,
      host: metricsHost,
      variable: 'WAYBILL_METRICS_PORT',
      role: `the metrics of ${role}`,
    });
  }
  return taken;
}
