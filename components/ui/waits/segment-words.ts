import type { SegmentKind } from '../../../contracts/traces.ts';

/** The names of the parts of a command's timeline, for a table and for `Waited 3 h 02 min: store outage`. */
export const segmentWord: Record<SegmentKind, string> = {
  accepting: 'on its way into the log',
  'in-the-log': 'in the log, for a worker',
  'in-a-batch': 'in a batch',
  working: 'being applied',
  'store-outage': 'store outage',
  'retry-backoff': 'retry backoff',
  'in-retries': 'due again, for a worker',
  'dead-letter': 'as a dead letter, for an operator',
  'kept-aside': 'kept aside, for the message it changes',
  unknown: 'not recorded by the ledger',
};
