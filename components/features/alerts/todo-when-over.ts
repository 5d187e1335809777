import { countOf } from '../../ui/format/count.ts';

/** What is left to do of an alert that is not so any more; `open`: how many dead letters still are, of an alert about them. */
export const todoWhenOver = (open: number): string =>
  open === 0
    ? 'Nothing any more: it is over.'
    : `Nothing more for the alert: it is over. ${countOf(open, 'dead letter')} ${open === 1 ? 'is' : 'are'} still open, and kept until somebody decides.`;
