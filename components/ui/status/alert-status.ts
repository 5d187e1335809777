import type { AlertDetail, AlertSummary } from '../../../contracts/alerts.ts';
import { type Status, status } from './family.ts';

type AlertStep = AlertDetail['timeline'][number]['kind'];

/** An acknowledged alert has its owner's name beside it. Its severity is shown only while the problem lasts. */
export function alertStatus(
  alert: Pick<AlertSummary, 'state' | 'severity' | 'acknowledged' | 'quietSince'>,
): Status {
  if (alert.state === 'cleared') return status('ok', 'resolved');
  if (alert.quietSince !== null) return status('none', 'recovered, clearing', 'check');
  if (alert.acknowledged !== null) return status('held', 'acknowledged');
  return alert.severity === 'critical' ? status('bad', 'critical') : status('warn', 'warning');
}

/** The alert was firing already and became more severe, changed its cause, or began again. */
export const raisedAgain: Status = status('warn', 'raised again');

/** The steps of an alert. */
export const alertStepStatus: Record<AlertStep, Status> = {
  'alert-raised': status('warn', 'raised'),
  'alert-cleared': status('ok', 'resolved'),
  'alert-acknowledged': status('held', 'acknowledged'),
  'alert-notified': status('none', 'notified', 'check'),
};
