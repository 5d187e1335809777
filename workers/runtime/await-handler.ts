import { withDeadline } from '../../contracts/timing/within.ts';

/** Thrown if a handler did not return in time. It may still return; nobody waits for it then. */
export class HandlerHangs extends Error {
  override name = 'HandlerHangs';
}

/** Thrown if the worker is stopping and its handler did not return in time. */
export class HandlerLeft extends Error {
  override name = 'HandlerLeft';
}

/** Resolves or rejects as `work` does. Rejects with HandlerHangs after `deadlineMs`; with HandlerLeft `patienceMs` after a stop. */
export async function awaitHandler<Result>(
  work: Promise<Result>,
  deadlineMs: number,
  stopping: AbortSignal,
  patienceMs: number,
): Promise<Result> {
  const { promise: left, reject } = Promise.withResolvers<never>();
  let patience: NodeJS.Timeout | undefined;
  const stop = () => {
    patience = setTimeout(() => reject(new HandlerLeft('The worker is stopping.')), patienceMs);
  };
  if (stopping.aborted) stop();
  else stopping.addEventListener('abort', stop, { once: true });
  const hangs = () => new HandlerHangs(`The projection did not return within ${deadlineMs} ms.`);
  try {
    return await withDeadline(deadlineMs, Promise.race([work, left]), hangs);
  } finally {
    clearTimeout(patience);
    stopping.removeEventListener('abort', stop);
  }
}
