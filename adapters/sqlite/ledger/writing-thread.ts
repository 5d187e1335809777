import { workerData } from 'node:worker_threads';
import { serveCalls } from '../thread/serve-calls.ts';
import { ledgerIndexWriting } from './index-writing.ts';

serveCalls(ledgerIndexWriting((workerData as { path: string }).path));
