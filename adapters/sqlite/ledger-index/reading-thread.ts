import { workerData } from 'node:worker_threads';
import { serveCalls } from '../serve-calls.ts';
import { ledgerIndexReading } from './index-reading.ts';

serveCalls(ledgerIndexReading((workerData as { path: string }).path));
