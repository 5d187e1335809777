import { status } from './family.ts';

/** Of what the first run does. */
export const sampleStatus = {
  sending: status('active', 'sending'),
  onTheirWay: status('active', 'on their way'),
  applied: status('ok', 'applied'),
  refused: status('warn', 'not accepted'),
  poisonOnItsWay: status('active', 'on its way'),
  held: status('held', 'held'),
  waiting: status('warn', 'waiting'),
  catchingUp: status('active', 'going on'),
  recovered: status('ok', 'recovered'),
} as const;
