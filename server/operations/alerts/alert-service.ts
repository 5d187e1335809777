import type { AlertWatch } from './alert-watch.ts';
import type { AlertWriter } from './append-alert-action.ts';
import type { RuleInForce } from './rules-in-force.ts';
import type { WebhookNotifier } from './webhook/notify-webhook.ts';

/** The dependencies of the answers about alerts. */
export interface AlertService {
  writer: AlertWriter;
  watch: AlertWatch;
  notifier: WebhookNotifier;
  rules: readonly RuleInForce[];
  clearMs: number;
  evaluateMs: number;
}
