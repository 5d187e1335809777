import type {
  OperationsAction,
  OperationsAnswer,
  OperationsInput,
} from '../../contracts/routes/operations-request.ts';
import { OperationsFailure } from './read-answer.ts';
import { readFromBrowser } from './read-from-browser.ts';

/** One intent of a person: the same one sent again does nothing more. */
export const newRequestId = (): string => crypto.randomUUID();

/** Statuses after which it is not known, or not yet, whether the action was done: the same request may be sent again. */
const UNSETTLED = new Set([502, 503, 504]);
const PAUSES_MS = [500, 1_500, 3_000];

/**
 * Sends one action and returns its answer. `body` holds the intent's `requestId`, so where the answer was lost or came too
 * late the same is sent again, and is done once. Throws OperationsFailure, or what fetch throws, when it gives up.
 */
export async function sendAction<Call extends OperationsAction>(
  call: Call,
  input: OperationsInput<Call>,
  signal?: AbortSignal,
): Promise<OperationsAnswer<Call>> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await readFromBrowser(call, input, signal);
    } catch (error) {
      const pause = PAUSES_MS[attempt];
      if (pause === undefined || signal?.aborted || !isUnsettled(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

const isUnsettled = (error: unknown): boolean =>
  error instanceof OperationsFailure ? UNSETTLED.has(error.status) : true;

/** The name of a problem, such as `acted-before`; null where an answer carried none of ours. */
export function problemName(error: unknown): string | null {
  if (!(error instanceof OperationsFailure)) return null;
  return /^\/problems\/([a-z-]+)$/.exec(error.problem?.type ?? '')?.[1] ?? null;
}
