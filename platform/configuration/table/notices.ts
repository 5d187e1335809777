import { whyNoHttpUrl, whyNoOrigin } from '../connection-url.ts';
import type { Setting } from '../setting.ts';

/** The webhook of the alerts, and the console's live stream. */
export const noticesSettings = {
  alertWebhookUrl: {
    kind: 'text',
    variable: 'WAYBILL_ALERT_WEBHOOK_URL',
    default: '',
    form: 'an http or https URL',
    check: whyNoHttpUrl,
    secret: true,
    meaning:
      'Where notifications of alerts are sent: one POST of JSON when an alert is raised and one when it clears. If empty, none is sent. `user:password@` in the URL, percent-encoded, is sent as Basic authentication.',
  },
  alertWebhookSecret: {
    kind: 'text',
    variable: 'WAYBILL_ALERT_WEBHOOK_SECRET',
    default: '',
    pattern: /^[!-~]{16,256}$/,
    form: '16 to 256 printable characters without spaces',
    secret: true,
    meaning:
      'Signs those POSTs: `Waybill-Signature: sha256=<HMAC-SHA256 of the body in hexadecimal digits>`.',
  },
  alertWebhookTimeoutMs: {
    kind: 'number',
    variable: 'WAYBILL_ALERT_WEBHOOK_TIMEOUT_MS',
    default: 5_000,
    min: 50,
    max: 60_000,
    unit: 'ms',
    meaning: 'How long one such POST may take.',
  },
  alertWebhookRetryMaxMs: {
    kind: 'number',
    variable: 'WAYBILL_ALERT_WEBHOOK_RETRY_MAX_MS',
    default: 60_000,
    min: 10,
    max: 3_600_000,
    unit: 'ms',
    meaning:
      'The longest delay before a failed POST is retried. The first delay is a second, or this if it is less.',
  },
  alertWebhookGiveUpMs: {
    kind: 'number',
    variable: 'WAYBILL_ALERT_WEBHOOK_GIVE_UP_MS',
    default: 3_600_000,
    min: 100,
    max: 86_400_000,
    unit: 'ms',
    meaning: 'How long a POST is retried. Then the notification is abandoned, and the alert says so.',
  },
  consoleUrl: {
    kind: 'text',
    variable: 'WAYBILL_CONSOLE_URL',
    default: '',
    form: 'an http or https origin',
    check: whyNoOrigin,
    meaning:
      'The origin at which people reach the console, for the links in notifications. Default: its port on loopback.',
  },
  liveIntervalMs: {
    kind: 'number',
    variable: 'WAYBILL_LIVE_INTERVAL_MS',
    default: 1_000,
    min: 100,
    max: 60_000,
    unit: 'ms',
    meaning:
      'The least time between two events of one kind on the live stream (`/ops/v1/stream`), whatever the load.',
  },
  liveHeartbeatMs: {
    kind: 'number',
    variable: 'WAYBILL_LIVE_HEARTBEAT_MS',
    default: 5_000,
    min: 100,
    max: 60_000,
    unit: 'ms',
    meaning:
      'After how long a silence the live stream sends a comment, so that proxies keep the connection open.',
  },
  liveStuckMs: {
    kind: 'number',
    variable: 'WAYBILL_LIVE_STUCK_MS',
    default: 30_000,
    min: 100,
    max: 600_000,
    unit: 'ms',
    meaning: 'How long a client of the live stream may take nothing before its connection is closed.',
  },
  liveMaxClients: {
    kind: 'number',
    variable: 'WAYBILL_LIVE_MAX_CLIENTS',
    default: 200,
    min: 1,
    max: 10_000,
    unit: 'count',
    meaning: 'How many clients the live stream has at most. More get 503.',
  },
} as const satisfies Record<string, Setting>;
