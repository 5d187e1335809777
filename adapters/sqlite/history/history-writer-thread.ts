import { workerData } from 'node:worker_threads';
import { serveCalls } from '../thread/serve-calls.ts';
import { writeHistory } from './write-history.ts';

const { path, busyMs } = workerData as { path: string; busyMs: number };

const history = writeHistory(path, busyMs);

/** As many batches as partitions have, as a rule: while one is written, those of the others come. */
const MOST_TOGETHER = 16;

serveCalls(history, {
  operation: 'apply',
  most: MOST_TOGETHER,
  run: (inputs) => history.applyTogether(inputs as string[]),
});
