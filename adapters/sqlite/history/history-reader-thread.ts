import { workerData } from 'node:worker_threads';
import { serveCalls } from '../thread/serve-calls.ts';
import { readHistory } from './read-history.ts';

const { path, busyMs } = workerData as { path: string; busyMs: number };

serveCalls(readHistory(path, busyMs));
