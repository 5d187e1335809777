import { REQUEST_TIMEOUT_MS } from '../limits.ts';
import { operationsClient } from './client.ts';

export const readFromBrowser = operationsClient(() => ({ origin: '', timeoutMs: REQUEST_TIMEOUT_MS }));
