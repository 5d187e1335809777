import type { SegmentKind } from '../../../contracts/traces.ts';
import { type Status, status } from './family.ts';

/**
 * The status of a part of a command's timeline: a wait for something broken has one; ordinary waits and work have
 * none.
 */
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
