import { REQUEST_TIMEOUT_MS } from '../limits.ts';
import { readAnswer } from './read-answer.ts';
import type { ReadOperations } from './read-operations.ts';

export const readFromBrowser: ReadOperations = async (path, signal) => {
  const limit = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
  const answer = await fetch(`/ops${path}`, {
    headers: { accept: 'application/json' },
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
  });
  return await readAnswer(answer);
};
