import { operationsClient } from '../../components/api/client.ts';
import { OperationsFailure } from '../../components/api/read-answer.ts';
import { consoleSettings, operatorAuthorization } from './console-settings.ts';

/** Reads from the operations service on the server, within the time a page may wait. */
export const readFromServer = operationsClient(() => {
  const { operationsUrl, operatorKey, prefetchTimeoutMs } = consoleSettings();
  if (operationsUrl === '') throw new OperationsFailure(502, null);
  return {
    origin: new URL(operationsUrl).origin,
    headers: operatorAuthorization(operatorKey),
    timeoutMs: prefetchTimeoutMs,
  };
});
