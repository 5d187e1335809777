import { workerData } from 'node:worker_threads';
import { serveCalls } from '../thread/serve-calls.ts';
import { indexOperations } from './index-operations.ts';

const { path, judgedBy } = workerData as { path: string; judgedBy: string };

serveCalls(indexOperations(path, judgedBy));
