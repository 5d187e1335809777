import { waitUntil } from '../../tests/engines/condition.ts';
import { startWaybill, type TestWaybill } from '../../tests/engines/waybill.ts';
import {
  startReceiver,
  type WebhookReceiver,
} from '../../tests/server/operations/alerts/webhook-receiver.ts';
import { beginConversation, conversationOf } from '../begin-conversation.ts';
import type { TrafficCount } from '../conversation/make-traffic.ts';

/** Three programs that send commands, so that a failure's impact differs by caller. */
const CALLERS = [
  { caller: 'web', key: 'web-key-0123456789ab' },
  { caller: 'mobile', key: 'mobile-key-0123456789' },
  { caller: 'importer', key: 'importer-key-01234567' },
];
const PLAY_MS = 6 * 3_600_000;
const IN_FLIGHT = 64;

export interface Stage {
  waybill: TestWaybill;
  /** The environment for workers that are started separately. */
  environment: Record<string, string>;
  /** Resolves to the link in the first notification that an alert of this rule was raised. */
  alert(rule: string, timeoutMs: number): Promise<string>;
  traffic: TrafficCount;
  /** The API key of one of the sending programs. */
  keyOf(caller: string): string;
  end(): Promise<void>;
}

/**
 * A whole Waybill on free ports and in its own folder, with chat traffic and a receiver of its alerts. Consumers'
 * statuses are decided sooner than by default, so that an alert doesn't take minutes.
 */
export async function setStage(options: {
  args?: string[];
  env?: Record<string, string>;
  rate: number;
}): Promise<Stage> {
  const receiver: WebhookReceiver = await startReceiver();
  const waybill = await startWaybill({
    timeoutMs: 240_000,
    ...(options.args ? { args: options.args } : {}),
    env: {
      WAYBILL_ENVIRONMENT: 'drill',
      WAYBILL_API_KEYS: CALLERS.map(({ caller, key }) => `${caller}:${key}`).join(','),
      WAYBILL_ALERT_WEBHOOK_URL: receiver.url,
      WAYBILL_ALERT_STATUS_FOR_MS: '20000',
      WAYBILL_CONSUMER_SNAPSHOT_MS: '2000',
      WAYBILL_CONSUMER_WINDOW: '6',
      ...options.env,
    },
  });
  const conversation = beginConversation(
    new URL(waybill.gateway),
    CALLERS,
    conversationOf('incident', options.rate, PLAY_MS),
    IN_FLIGHT,
  );
  return {
    waybill,
    environment: { NATS_URL: waybill.nats, WAYBILL_DATA_DIR: waybill.dataDir },
    traffic: conversation.count,
    keyOf: (name) => CALLERS.find(({ caller }) => caller === name)!.key,
    alert: (rule, timeoutMs) =>
      waitUntil(
        () =>
          receiver.received.find(({ notice }) => notice.kind === 'alert-raised' && notice.alert.rule === rule)
            ?.notice.link,
        { timeoutMs, intervalMs: 200, what: `the alert ${rule}` },
      ),
    async end() {
      await conversation.end();
      await waybill.stop();
      await receiver.stop();
    },
  };
}
