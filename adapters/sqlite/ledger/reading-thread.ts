import { workerData } from 'node:worker_threads';
import { serveCalls } from '../thread/serve-calls.ts';
import { ledgerIndexReading } from './index-reading.ts';

serveCalls(ledgerIndexReading((workerData as { path: string }).path));
