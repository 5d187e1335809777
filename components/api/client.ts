import {
  type OperationsAnswer,
  type OperationsCall,
  type OperationsInput,
  operationsRequest,
} from '../../contracts/routes/operations-request.ts';
import { readAnswer } from './read-answer.ts';

/**
 * Calls a route of the operations API, `GET /ops/v1/alerts/:id`, with the parameters, query and body of its declaration. The
 * server calls directly, the browser by this origin. Throws OperationsFailure, or what fetch throws.
 */
export type CallOperations = <Call extends OperationsCall>(
  call: Call,
  input: OperationsInput<Call>,
  signal?: AbortSignal,
) => Promise<OperationsAnswer<Call>>;

interface Target {
  /** Empty for the page's own origin. */
  origin: string;
  headers?: Record<string, string>;
  timeoutMs: number;
}

/** The client of the operations API. It calls `target` for every request. */
export const operationsClient =
  (target: () => Target | Promise<Target>): CallOperations =>
  async (call, input, signal) => {
    const { origin, headers, timeoutMs } = await target();
    const { method, path } = operationsRequest(call, input);
    const { body } = input as { body?: unknown };
    const limit = AbortSignal.timeout(timeoutMs);
    const answer = await fetch(origin + path, {
      method,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
      redirect: 'manual',
      cache: 'no-store',
    });
    return await readAnswer(answer);
  };
