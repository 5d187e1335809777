import type { Setting } from '../setting.ts';

/** Whom alerts are sent to, and the console's live stream. */
export const noticesSettings = {
  alertWebhookUrl: {
    kind: 'text',
    variable: 'WAYBILL_ALERT_WEBHOOK_URL',
    default: '',
    pattern: /^https?:\/\/[^\s]+$/,
    form: 'an http or https URL',
    secret: true,
    meaning:
      'Where alerts are told: one POST of JSON as one is raised and as it clears. Without it nobody is told.',
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
      'The longest delay before one that failed is tried again; the first is a second, or this where it is less.',
  },
  alertWebhookGiveUpMs: {
    kind: 'number',
    variable: 'WAYBILL_ALERT_WEBHOOK_GIVE_UP_MS',
    default: 3_600_000,
    min: 100,
    max: 86_400_000,
    unit: 'ms',
    meaning: 'How long it is tried; then the alert says that nobody could be told.',
  },
  consoleUrl: {
    kind: 'text',
    variable: 'WAYBILL_CONSOLE_URL',
    default: '',
    pattern: /^https?:\/\/[^\s/]+$/,
    form: 'an http or https origin',
    meaning:
      'The origin at which people reach the console, for the links in what is told. Default: its port on loopback.',
  },
  liveIntervalMs: {
    kind: 'number',
    variable: 'WAYBILL_LIVE_INTERVAL_MS',
    default: 1_000,
    min: 100,
    max: 60_000,
    unit: 'ms',
    meaning:
      'How often at most each kind of event is sent on the live stream (`/ops/v1/stream`), whatever the load.',
  },
  liveHeartbeatMs: {
    kind: 'number',
    variable: 'WAYBILL_LIVE_HEARTBEAT_MS',
    default: 5_000,
    min: 100,
    max: 60_000,
    unit: 'ms',
    meaning: 'After how long a silence a comment is sent on it, so that nobody in between takes it for dead.',
  },
  liveStuckMs: {
    kind: 'number',
    variable: 'WAYBILL_LIVE_STUCK_MS',
    default: 30_000,
    min: 100,
    max: 600_000,
    unit: 'ms',
    meaning: 'How long a client of it may take nothing before its connection is closed.',
  },
  liveMaxClients: {
    kind: 'number',
    variable: 'WAYBILL_LIVE_MAX_CLIENTS',
    default: 200,
    min: 1,
    max: 10_000,
    unit: 'count',
    meaning: 'How many clients it has at most; more are refused with 503.',
  },
} as const satisfies Record<string, Setting>;
