import type { Settings } from '../../platform/configuration/settings.ts';
import type { Role } from '../roles/role-table.ts';
import { isWorkerRole } from '../roles/worker-role.ts';
import { takePort } from './take-port.ts';

/**
 * A port for the /metrics of each of Waybill's roles that will run, by role. The ports are consecutive, the workers'
 * last. Throws StartError if a port can't be used.
 */
export async function takeMetricsPorts(
  ours: readonly Role[],
  roles: readonly string[],
  { metricsHost, metricsPort }: Settings,
): Promise<Record<string, number>> {
  const taken: Record<string, number> = {};
  const isWorker = ({ name }: Role) => isWorkerRole(name);
  const order = [...ours.filter((role) => !isWorker(role)), ...ours.filter(isWorker)];
  for (const [at, { name: role }] of order.entries()) {
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
