import { operationsClient } from '../../components/api/client.ts';
import { OperationsFailure } from '../../components/api/read-answer.ts';
import { consoleSettings, operatorAuthorization } from './console-settings.ts';

/** The server's way to the operations service: directly, and only for as long as a page may wait. */
export const readFromServer = operationsClient(() => {
  const { operationsUrl, operatorKey, prefetchTimeoutMs } = consoleSettings();
  if (operationsUrl === '') throw new OperationsFailure(502, null);
  return {
    origin: new URL(operationsUrl).origin,
    headers: operatorAuthorization(operatorKey),
    timeoutMs: prefetchTimeoutMs,
  };
});
