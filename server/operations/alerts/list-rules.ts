import type { AlertRules } from '../../../contracts/alerts.ts';
import type { AlertService } from './alert-service.ts';
import type { AlertState } from './alert-state.ts';
import { runbookOf } from './describe-rule.ts';
import { REPORTED_ALERTS, reportedAlert } from './reported-alerts.ts';

/** The rules in force with their bounds, and the alerts that workers report. */
export function listRules({
  rules,
  writer,
  clearMs,
  evaluateMs,
}: Pick<AlertService, 'rules' | 'writer' | 'clearMs' | 'evaluateMs'>): AlertRules {
  const firing = [...writer.log.alerts.values()].filter((alert) => alert.firing);
  const count = (holds: (alert: AlertState) => boolean) => firing.filter(holds).length;
  return {
    rules: [
      ...rules.map(({ rule, on }) => ({
        name: rule.name,
        title: rule.title,
        on,
        raisedBy: 'rule' as const,
        condition: rule.condition,
        thresholds: rule.thresholds,
        effect: rule.effect,
        whatToDo: rule.whatToDo,
        runbook: runbookOf(rule.name),
        firing: count((alert) => alert.rule === rule.name),
      })),
      ...REPORTED_ALERTS.map(({ name, title, condition, effect, whatToDo }) => ({
        name,
        title,
        on: true,
        raisedBy: 'worker' as const,
        condition,
        thresholds: [],
        effect,
        whatToDo,
        runbook: runbookOf(name),
        firing: count((alert) => alert.rule === null && reportedAlert(alert.id).name === name),
      })),
    ],
    clearMs,
    evaluateMs,
  };
}
