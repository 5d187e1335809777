import type { CommandDetail } from '../../../../contracts/command-detail.ts';
import { inSeries } from '../../../ui/format/in-series.ts';

/**
 * The titles of the projections that an applied command has not reached, such as `Search and Analytics`; null where it has
 * reached all, and while it is not applied: then its state says so.
 */
export function missingProjections({
  status,
  stages,
}: Pick<CommandDetail, 'status' | 'stages'>): string | null {
  if (status === null || status.complete || status.state !== 'applied') return null;
  const missing = stages.filter(({ kind, name }) => {
    const state = kind === 'projection' ? status.projections[name]?.state : undefined;
    return state !== undefined && state !== 'applied' && state !== 'rejected';
  });
  return inSeries(missing.map(({ title }) => title));
}
