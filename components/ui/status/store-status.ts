import type { ConsumerStatus } from '../../../contracts/consumer-status.ts';
import { type Status, status } from './family.ts';

/** Whether a store answers now. */
export const storeAnswer = (answers: boolean): Status =>
  answers ? status('ok', 'answers') : status('bad', 'does not answer');

/** A projection's store, as its workers report it: unknown without a worker. */
export function storeStatus(of: ConsumerStatus): Status {
  if (of === 'waiting-for-store') return status('warn', 'cannot be used');
  return of === 'no-worker' || of === 'unknown' || of === 'stopped'
    ? status('none', 'unknown')
    : status('ok', 'in use');
}

/** The status of a worker's store, by its circuit. */
export function circuitStatus(circuit: string, storeDown: boolean): Status {
  if (circuit === 'closed' && !storeDown) return status('ok', 'answers');
  if (circuit === 'half-open') return status('warn', 'being tried');
  return status('warn', 'can’t be used');
}
