import type {
  OperationsAction,
  OperationsAnswer,
  OperationsInput,
} from '../../contracts/routes/operations-request.ts';
import { OperationsFailure } from './read-answer.ts';
import { readFromBrowser } from './read-from-browser.ts';

/** The id of one intent: sending the same intent again has no further effect. */
export const newRequestId = (): string => crypto.randomUUID();

/** Statuses after which the outcome of the action is unknown: the same request may be sent again. */
const UNSETTLED = new Set([502, 503, 504]);
const PAUSES_MS = [500, 1_500, 3_000];

/**
 * Sends one action and returns its answer. `body` holds the intent's `requestId`, so if the answer was lost or late,
 * the same request is sent again and takes effect once. After the last try it throws OperationsFailure, or what fetch
 * throws.
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

/** The name of a problem, such as `acted-before`; null if the answer had no problem of Waybill's. */
export function problemName(error: unknown): string | null {
  if (!(error instanceof OperationsFailure)) return null;
  return /^\/problems\/([a-z-]+)$/.exec(error.problem?.type ?? '')?.[1] ?? null;
}
