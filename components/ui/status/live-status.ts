import { status } from './family.ts';

/** How current the shown data is. */
export const liveStatus = {
  live: status('ok', 'Live'),
  polling: status('active', 'Polling'),
  final: status('none', 'Final', 'check'),
  stale: status('warn', 'Not live'),
  waiting: status('none', 'Reading'),
} as const;
