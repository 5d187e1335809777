import { parentPort, receiveMessageOnPort } from 'node:worker_threads';
import type { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import { classifySqliteError } from './classify-sqlite-error.ts';
import { monotonicMs, type StoreAnswer, type StoreCall } from './store-call.ts';

/** Of these operations, `close` ends the thread. */
type Operations = { close(): void };

/** Always a failure: the caller's own timer may be late, and a value would look like a success. */
const expired = {
  failureClass: 'outage',
  code: 'store-timeout',
  message: 'The call waited in the queue until its deadline passed.',
} as const;

/** Calls that cost less together than one by one. */
interface Together {
  operation: string;
  /** How many at most. */
  most: number;
  /** Takes the first input of each call and returns each one's failure. Throws if all of them failed. */
  run(inputs: readonly unknown[]): readonly (StoreFailure | undefined)[];
}

/** Answers the calls of a StoreThread in this thread, one after the other; some kinds together. */
export function serveCalls(operations: Operations, together?: Together): void {
  const port = parentPort;
  if (!port) throw new TypeError('serveCalls runs in a worker thread.');
  const byName = operations as unknown as Record<string, (...input: unknown[]) => unknown>;

  const answer = ({ id, operation, input, deadline }: StoreCall): StoreAnswer => {
    try {
      // A call that nobody waits for any more would only delay the others.
      if (monotonicMs() > deadline) return { id, failure: expired };
      return { id, value: byName[operation]?.(...input) };
    } catch (error) {
      const { failureClass, code, message } = classifySqliteError(error);
      return { id, failure: { failureClass, code, message } };
    }
  };

  const answerTogether = (calls: StoreCall[]): StoreAnswer[] => {
    const alive = calls.filter(({ deadline }) => monotonicMs() <= deadline);
    if (!together || alive.length < 2) return calls.map(answer);
    let failures: readonly (StoreFailure | undefined)[];
    try {
      failures = together.run(alive.map(({ input }) => input[0]));
    } catch (error) {
      const failure = classifySqliteError(error);
      failures = alive.map(() => failure);
    }
    return calls.map(({ id }) => {
      const at = alive.findIndex((call) => call.id === id);
      if (at < 0) return { id, failure: expired };
      const failure = failures[at];
      if (!failure) return { id, value: undefined };
      const { failureClass, code, message } = failure;
      return { id, failure: { failureClass, code, message } };
    });
  };

  const waiting: StoreCall[] = [];
  port.on('message', (first: StoreCall) => {
    waiting.push(first);
    for (let call = waiting.shift(); call; call = waiting.shift()) {
      const calls = [call];
      // Take the calls that arrived meanwhile, up to the first of another kind, which keeps its place.
      while (together && call.operation === together.operation && calls.length < together.most) {
        const next = waiting.shift() ?? (receiveMessageOnPort(port)?.message as StoreCall | undefined);
        if (!next) break;
        if (next.operation !== together.operation) {
          waiting.unshift(next);
          break;
        }
        calls.push(next);
      }
      for (const each of answerTogether(calls)) port.postMessage(each);
      if (call.operation === 'close') port.close();
    }
  });
}
