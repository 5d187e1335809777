import { workerData } from 'node:worker_threads';
import { readHistory } from './read-history.ts';
import { serveCalls } from './serve-calls.ts';

const { path, busyMs } = workerData as { path: string; busyMs: number };

serveCalls(readHistory(path, busyMs));
