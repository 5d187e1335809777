import type { DeadLetterState } from '../../../contracts/operation.ts';
import { type Status, status } from './family.ts';

/** The mark of a worker that has paused dead-lettering. */
export const deadLetteringPaused: Status = status('warn', 'paused');

export const deadLetterStatus: Record<DeadLetterState, Status> = {
  open: status('bad', 'open'),
  replaying: status('active', 'replaying'),
  resolved: status('ok', 'resolved'),
  'on-hold': status('held', 'on hold'),
  discarded: status('none', 'discarded'),
};
