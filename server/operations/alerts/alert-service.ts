import type { AlertWatch } from './alert-watch.ts';
import type { AlertWriter } from './append-alert-act.ts';
import type { RuleInForce } from './rules-in-force.ts';
import type { WebhookTeller } from './webhook/tell-webhook.ts';

/** What the answers about alerts are made from. */
export interface AlertService {
  writer: AlertWriter;
  watch: AlertWatch;
  teller: WebhookTeller;
  rules: readonly RuleInForce[];
  clearMs: number;
  evaluateMs: number;
}
