import type { StreamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import type { PartitionWatch } from './partition-watch.ts';

/** A partition of the log as one projection counts it. */
export interface Partition {
  generation: number;
  partition: number;
  stream: StreamInfo;
  watch: PartitionWatch;
}
