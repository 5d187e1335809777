import { workerData } from 'node:worker_threads';
import { serveCalls } from '../serve-calls.ts';
import { ledgerIndexWriting } from './index-writing.ts';

serveCalls(ledgerIndexWriting((workerData as { path: string }).path));
