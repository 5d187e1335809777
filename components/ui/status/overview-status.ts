import type { ProjectionReconciliation } from '../../../contracts/reconciliation.ts';
import { type Status, status } from './family.ts';

/** Whether every accepted event of a projection is accounted for. */
export const balanceStatus: Record<ProjectionReconciliation['state'], Status> = {
  balanced: status('ok', 'accounted for'),
  unreconciled: status('active', 'still checking'),
  lost: status('bad', 'lost'),
  unknown: status('none', 'unknown'),
};

/** Words of the overview that are not the state of one thing. */
export const overviewStatus = {
  well: status('ok', 'well'),
  nothingYet: status('none', 'nothing yet'),
  unknown: status('none', 'unknown'),
  lost: status('bad', 'lost'),
  open: status('bad', 'open'),
  held: status('held', 'paused'),
} as const;
