import type { SegmentKind } from '../../../contracts/traces.ts';
import { type Status, status } from './family.ts';

/** A part of a command's timeline: a wait for something broken is a state; a wait in turn, and the work, are not. */
export const segmentStatus: Record<SegmentKind, Status> = {
  accepting: status('none', 'into the log'),
  'in-the-log': status('none', 'in the log'),
  'in-a-batch': status('none', 'in a batch'),
  working: status('none', 'being applied'),
  'store-outage': status('warn', 'store outage'),
  'retry-backoff': status('warn', 'retry backoff'),
  'in-retries': status('none', 'due again'),
  'dead-letter': status('bad', 'dead letter'),
  'kept-aside': status('none', 'kept aside'),
  unknown: status('none', 'unknown'),
};
