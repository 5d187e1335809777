import type { AckInbox } from '../../../adapters/jetstream/connection/ack-inbox.ts';
import { appendOperation } from '../../../adapters/jetstream/publish/append-operation.ts';
import { mintCommandId } from '../../../contracts/command-id.ts';
import type { AlertAction } from '../../../contracts/operation.ts';
import type { AlertLog } from './alert-log.ts';

export interface AlertWriter {
  inbox: AckInbox;
  log: AlertLog;
  publishTimeoutMs: number;
}

/** The pipeline itself, where no person acts. */
const PIPELINE = 'waybill';

/**
 * Stores the next act of an alert, as it was when it was read last; then reads on. False where another act came first: what
 * was decided on must be decided again. So of two services that raise an alert at once one does. Throws LogUnavailable where
 * it isn't known.
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
      // One act a place in the alert's life: a repetition after a timeout is the same, and so is another service's.
      messageId: by ? `${requestId}:${alert}` : `alert:${alert}:${expected}:${action.kind}`,
      timeoutMs: publishTimeoutMs,
    },
  );
  await log.catchUp();
  return appended.kind === 'stored' && !appended.duplicate;
}
