import type { AlertDetail, AlertList, AlertSummary } from '../../../contracts/alerts.ts';
import { bySeverity } from './alert-order.ts';
import type { AlertService } from './alert-service.ts';
import type { AlertState } from './alert-state.ts';
import { describeRule } from './describe-rule.ts';
import type { JudgedNow } from './judge-now.ts';

const HOUR_MS = 3_600_000;

export type AlertView = Pick<AlertService, 'writer' | 'watch' | 'notifier' | 'rules'>;

/** An alert in a list. */
function summarizeAlert(
  { watch, rules, notifier }: AlertView,
  alert: AlertState,
  judged?: JudgedNow,
): AlertSummary {
  const { firing, acknowledged, subject } = alert;
  const isNow = firing && judged?.finding(alert.id) !== undefined;
  const finding = isNow ? judged.finding(alert.id) : firing ? watch.finding(alert.id) : undefined;
  const judgedAt = isNow ? judged.at : watch.judgedAt;
  const quietSince = firing ? watch.quietSince(alert.id) : undefined;
  const peak = firing ? watch.peak(alert) : undefined;
  const now = Date.now();
  return {
    id: alert.id,
    rule: alert.rule,
    title: describeRule(rules, alert).title,
    severity: alert.severity,
    state: firing ? 'firing' : 'cleared',
    since: alert.raisedAt,
    clearedAt: alert.clearedAt,
    subject: { ...subject },
    why: finding?.why ?? alert.detail,
    judgedAt: finding && judgedAt !== null ? new Date(judgedAt).toISOString() : null,
    quietSince: quietSince === undefined ? alert.quietSince : new Date(quietSince).toISOString(),
    beganAt: alert.beganAt,
    peak: peak === undefined ? alert.peak : { at: new Date(peak.at).toISOString(), words: peak.words },
    acknowledged: acknowledged && { ...acknowledged },
    lastAcknowledged: alert.lastAcknowledged && { ...alert.lastAcknowledged },
    raisedInLastHour: alert.raises.filter((at) => now - at < HOUR_MS).length,
    undelivered: notifier.waiting(alert).length,
  };
}

/** Firing alerts, the most severe first; then the newest cleared ones. With `judged`, their sentences are of that moment. */
export function listAlerts(view: AlertView, limit: number, judged?: JudgedNow): AlertList {
  const all = [...view.writer.log.alerts.values()];
  const firing = all.filter((alert) => alert.firing).sort(bySeverity);
  const cleared = all
    .filter((alert) => !alert.firing)
    .sort((a, b) => (b.clearedAt ?? '').localeCompare(a.clearedAt ?? ''));
  const { judgedAt } = view.watch;
  return {
    alerts: [...firing, ...cleared].slice(0, limit).map((alert) => summarizeAlert(view, alert, judged)),
    firing: firing.length,
    unacknowledged: firing.filter(({ acknowledged }) => acknowledged === null).length,
    judgedAt: judgedAt === null ? null : new Date(judgedAt).toISOString(),
    webhook: view.notifier.status(),
  };
}

/** One alert in full. */
export function showAlert(view: AlertView, alert: AlertState): AlertDetail {
  const finding = alert.firing ? view.watch.finding(alert.id) : undefined;
  const { effect, whatToDo, runbook } = describeRule(view.rules, alert);
  return {
    alert: summarizeAlert(view, alert),
    effect,
    whatToDo: finding?.whatToDo ?? whatToDo,
    runbook,
    affected: finding?.affected ?? alert.affected,
    timeline: alert.timeline.map(({ id: _id, requestId: _requestId, ...step }) => step).reverse(),
  };
}
