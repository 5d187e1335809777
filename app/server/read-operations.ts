import { OperationsFailure, readAnswer } from '../../components/api/read-answer.ts';
import type { ReadOperations } from '../../components/api/read-operations.ts';
import { consoleSettings, operatorAuthorization } from './console-settings.ts';

/** The server's way to the operations service: directly, and only for as long as a page may wait. */
export const readFromServer: ReadOperations = async (path, signal) => {
  const { operationsUrl, operatorKey, prefetchTimeoutMs } = consoleSettings();
  if (operationsUrl === '') throw new OperationsFailure(502, null);
  const limit = AbortSignal.timeout(prefetchTimeoutMs);
  const answer = await fetch(new URL(`/ops${path}`, operationsUrl), {
    headers: { accept: 'application/json', ...operatorAuthorization(operatorKey) },
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
    redirect: 'manual',
    cache: 'no-store',
  });
  return await readAnswer(answer);
};
