import type { CommandDetail } from '../../../../contracts/command-detail.ts';
import { inSeries } from '../../../ui/format/in-series.ts';

/**
 * The titles of the projections that have not applied an applied command yet, such as `Search and Analytics`; null if
 * all have, or if the command is not applied.
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
