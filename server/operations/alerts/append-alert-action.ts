import type { AckInbox } from '../../../adapters/jetstream/connection/ack-inbox.ts';
import { appendOperation } from '../../../adapters/jetstream/publish/append-operation.ts';
import { mintCommandId } from '../../../contracts/command-id.ts';
import type { AlertAction } from '../../../contracts/operation.ts';
import type { AlertLog } from './alert-log.ts';

export interface AlertWriter {
  inbox: AckInbox;
  log: AlertLog;
  publishTimeoutMs: number;
  /** How long an operator's action may take, retries included, in ms. */
  actionRetryMs: number;
}

/** The actor of the pipeline's own actions. */
const PIPELINE = 'waybill';

/**
 * Stores an alert's next action, provided that nothing changed since the alert was read, and then reads up to it. False if another
 * action came first: then the decision must be made again. So when two services raise an alert at once, one succeeds. Throws
 * LogUnavailable if the outcome is unknown.
 */
export async function appendAlertAction(
  { inbox, log, publishTimeoutMs }: AlertWriter,
  alert: string,
  action: AlertAction,
  by?: { actor: string; requestId: string },
): Promise<boolean> {
  const expected = await log.lastSequence(alert);
  const id = mintCommandId(0, 0);
  const { actor, requestId } = by ?? { actor: PIPELINE, requestId: id };
  const appended = await appendOperation(
    inbox,
    { id, at: new Date().toISOString(), actor, requestId, reason: null, target: 'alert', alert, ...action },
    {
      expected,
      // One action per step of the alert's life: a retry after a timeout has the same id, and so has another service's.
      messageId: by ? `${requestId}:${alert}` : `alert:${alert}:${expected}:${action.kind}`,
      timeoutMs: publishTimeoutMs,
    },
  );
  await log.catchUp();
  return appended.kind === 'stored' && !appended.duplicate;
}
