import { cookies } from 'next/headers';
import { operationsClient } from '../../components/api/client.ts';
import { OperationsFailure } from '../../components/api/read-answer.ts';
import { consoleSettings } from './console-settings.ts';
import { credentialsOf } from './credentials-of.ts';

/** Reads from the operations service on the server, within the time a page may wait. */
export const readFromServer = operationsClient(async () => {
  const { operationsUrl, operatorKey, prefetchTimeoutMs } = consoleSettings();
  const jar = await cookies();
  if (operationsUrl === '') throw new OperationsFailure(502, null);
  return {
    origin: new URL(operationsUrl).origin,
    headers: credentialsOf(jar.toString(), operatorKey),
    timeoutMs: prefetchTimeoutMs,
  };
});
