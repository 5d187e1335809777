import type { Settings } from '../../platform/configuration/settings.ts';
import type { Role } from '../roles/role-table.ts';
import { isWorkerRole } from '../roles/worker-role.ts';
import { takePort } from './take-port.ts';

/**
 * A port for the /metrics of each of the roles of ours that are to run, by role: the ports follow each other, those of
 * workers last. Throws StartError for one that can't be had.
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
