import { workerData } from 'node:worker_threads';
import { serveCalls } from './serve-calls.ts';
import { writeHistory } from './write-history.ts';

const { path, busyMs } = workerData as { path: string; busyMs: number };

serveCalls(writeHistory(path, busyMs));
