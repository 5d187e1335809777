import { setTimeout as pause } from 'node:timers/promises';
import { LogUnavailable } from '../../../adapters/jetstream/connection/log-unavailable.ts';
import type { AcknowledgeRequest } from '../../../contracts/alerts.ts';
import { ProblemError, type ProblemExtra } from '../../http/problem-error.ts';
import type { AlertState, AlertStep } from './alert-state.ts';
import { type AlertWriter, appendAlertAction } from './append-alert-action.ts';

const AGAIN_MS = 100;

/**
 * Records an owner for an alert. A repeated request is the same action, however late. If two people acknowledge at once, the
 * first becomes the owner and the second gets the owner's name. Throws ProblemError: `alert-unknown`, `acted-before`,
 * `request-id-reused`, `outcome-unknown`; LogUnavailable.
 */
export async function acknowledgeAlert(
  writer: AlertWriter,
  id: string,
  request: AcknowledgeRequest,
  actor: string,
): Promise<AlertState> {
  const { requestId, text = null } = request;
  const deadline = performance.now() + writer.actionRetryMs;
  let unconfirmed: LogUnavailable | undefined;
  await writer.log.catchUp();
  for (;;) {
    const alert = existingAlert(writer, id);
    const earlier = alert.timeline.find((step) => step.requestId === requestId);
    if (earlier?.kind === 'alert-acknowledged' && earlier.detail === text && earlier.actor === actor)
      return alert;
    if (earlier)
      throw new ProblemError(
        'request-id-reused',
        `This request id was used for ${earlier.kind}. Use a new id for another action.`,
        firstOf(earlier),
      );
    if (unconfirmed === undefined) refuseWhereDone(alert);
    if (performance.now() > deadline)
      throw new ProblemError(
        'outcome-unknown',
        'The log did not confirm the action in time. Send the request again with the same request id.',
      );
    try {
      await appendAlertAction(writer, id, { kind: 'alert-acknowledged', text }, { actor, requestId });
      unconfirmed = undefined;
    } catch (error) {
      if (!(error instanceof LogUnavailable)) throw error;
      unconfirmed = error;
      await pause(AGAIN_MS);
      await writer.log.catchUp().catch(() => {});
    }
  }
}

function refuseWhereDone(alert: AlertState): void {
  if (!alert.firing) {
    const cleared = alert.timeline.findLast(({ kind }) => kind === 'alert-cleared');
    throw new ProblemError(
      'acted-before',
      'The alert has cleared. It needs no owner.',
      cleared && firstOf(cleared),
    );
  }
  const { acknowledged } = alert;
  if (!acknowledged) return;
  const { by, at } = acknowledged;
  throw new ProblemError(
    'acted-before',
    `${by} owns this alert already.`,
    firstOf({ actor: by, at, kind: 'alert-acknowledged' }),
  );
}

const firstOf = ({ actor, at, kind }: Pick<AlertStep, 'actor' | 'at' | 'kind'>): ProblemExtra => ({
  first: { actor, at, kind },
});

/** Throws ProblemError. */
export function existingAlert({ log }: Pick<AlertWriter, 'log'>, id: string): AlertState {
  const alert = log.alerts.get(id);
  if (!alert)
    throw new ProblemError('alert-unknown', `There is no alert ${id}, and there was none recently.`);
  return alert;
}
