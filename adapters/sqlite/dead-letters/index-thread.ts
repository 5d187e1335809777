import { workerData } from 'node:worker_threads';
import { serveCalls } from '../thread/serve-calls.ts';
import { indexOperations } from './index-operations.ts';

const { path, schemasDigest } = workerData as { path: string; schemasDigest: string };

serveCalls(indexOperations(path, schemasDigest));
