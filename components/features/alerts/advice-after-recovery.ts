import { countOf } from '../../../contracts/words/count.ts';

/** What to do after an alert has recovered; `open`: open dead letters, for an alert about them. */
export const adviceAfterRecovery = (open: number): string =>
  open === 0
    ? 'Resolved. No action needed.'
    : `Resolved. ${countOf(open, 'dead letter')} ${open === 1 ? 'is' : 'are'} still open and kept until you replay or discard ${open === 1 ? 'it' : 'them'}.`;
