import { workerData } from 'node:worker_threads';
import { serveCalls } from '../thread/serve-calls.ts';
import { lagOperations } from './lag-operations.ts';

const { path } = workerData as { path: string };

serveCalls(lagOperations(path));
