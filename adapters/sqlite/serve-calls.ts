import { parentPort } from 'node:worker_threads';
import { classifySqliteError } from './classify-sqlite-error.ts';
import { monotonicMs, type StoreAnswer, type StoreCall } from './store-call.ts';

/** Of these, `close` ends the thread. */
type Operations = { close(): void };

/** Never a value: the caller's own timer may be late, and would take it for a success. */
const expired = {
  failureClass: 'outage',
  code: 'store-timeout',
  message: 'The call waited in the queue until its time was over.',
} as const;

/** Answers the calls of a StoreThread, one after the other, in the thread this runs in. */
export function serveCalls(operations: Operations): void {
  const port = parentPort;
  if (!port) throw new TypeError('serveCalls runs in a worker thread.');
  const byName = operations as unknown as Record<string, (...input: unknown[]) => unknown>;

  const answer = ({ id, operation, input, deadline }: StoreCall): StoreAnswer => {
    try {
      // Work for which nobody waits would only keep those waiting who do.
      if (monotonicMs() > deadline) return { id, failure: expired };
      return { id, value: byName[operation]?.(...input) };
    } catch (error) {
      const { failureClass, code, message } = classifySqliteError(error);
      return { id, failure: { failureClass, code, message } };
    }
  };

  port.on('message', (call: StoreCall) => {
    port.postMessage(answer(call));
    if (call.operation === 'close') port.close();
  });
}
