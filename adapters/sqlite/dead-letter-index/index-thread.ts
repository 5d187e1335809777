import { workerData } from 'node:worker_threads';
import { serveCalls } from '../serve-calls.ts';
import { indexOperations } from './index-operations.ts';

const { path } = workerData as { path: string };

serveCalls(indexOperations(path));
