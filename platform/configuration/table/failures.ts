import type { Setting } from '../setting.ts';

/** What workers do with events that fail. */
export const failuresSettings = {
  retrySchedule: {
    kind: 'text',
    variable: 'WAYBILL_RETRY_SCHEDULE',
    default: '1s,5s,30s,2m,10m,30m',
    pattern: /^[1-9][0-9]{0,5}(ms|s|m|h)(,[1-9][0-9]{0,5}(ms|s|m|h))*$/,
    form: 'a list of times such as 500ms, 1s, 2m or 1h, separated by commas',
    meaning:
      'How long after each failed attempt an event is retried, if its failure may pass. After the last retry it becomes a dead letter. Outages of the store don’t count as attempts.',
  },
  bugAttempts: {
    kind: 'number',
    variable: 'WAYBILL_BUG_ATTEMPTS',
    default: 3,
    min: 1,
    max: 100,
    unit: 'count',
    meaning:
      'How often an event that fails for an unforeseen reason, or hangs, is tried before it becomes a dead letter; on the same schedule.',
  },
  crashAttempts: {
    kind: 'number',
    variable: 'WAYBILL_CRASH_ATTEMPTS',
    default: 3,
    min: 1,
    max: 100,
    unit: 'count',
    meaning:
      'How many worker processes may end while they apply an event alone before it becomes a dead letter.',
  },
  applyDeadlineMs: {
    kind: 'number',
    variable: 'WAYBILL_APPLY_DEADLINE_MS',
    default: 30_000,
    min: 100,
    max: 3_600_000,
    unit: 'ms',
    meaning:
      'How long a projection may take to apply a batch. Longer than WAYBILL_STORE_TIMEOUT_MS, so that a hanging store counts as an outage and not as the event’s fault.',
  },
  watchdogMs: {
    kind: 'number',
    variable: 'WAYBILL_WATCHDOG_MS',
    default: 30_000,
    min: 1_000,
    max: 3_600_000,
    unit: 'ms',
    meaning: 'How long a worker process may compute without yielding. Then it is killed and restarted.',
  },
  retryRate: {
    kind: 'number',
    variable: 'WAYBILL_RETRY_RATE',
    default: 500,
    min: 1,
    max: 100_000,
    unit: 'per second',
    meaning: 'How many retries and replays a second a worker applies beside the live traffic.',
  },
  retriesMaxMessages: {
    kind: 'number',
    variable: 'WAYBILL_RETRIES_MAX_MESSAGES',
    default: 1_000_000,
    min: 1,
    max: 100_000_000,
    unit: 'count',
    meaning: 'How many events may wait for a retry. Further ones stay in their partition.',
  },
  brakeWindowMs: {
    kind: 'number',
    variable: 'WAYBILL_BRAKE_WINDOW_MS',
    default: 600_000,
    min: 1_000,
    max: 86_400_000,
    unit: 'ms',
    meaning:
      'Over what time dead letters are counted for the brake, which limits dead-lettering when most events fail.',
  },
  brakeSlowAfter: {
    kind: 'number',
    variable: 'WAYBILL_BRAKE_SLOW_AFTER',
    default: 100,
    min: 1,
    max: 10_000_000,
    unit: 'count',
    meaning:
      'After how many dead letters in that time, if more events failed than were applied, a worker makes at most ten a second. The others wait among the retries.',
  },
  brakePauseAfter: {
    kind: 'number',
    variable: 'WAYBILL_BRAKE_PAUSE_AFTER',
    default: 1_000,
    min: 1,
    max: 10_000_000,
    unit: 'count',
    meaning:
      'After how many dead letters a worker makes none, until the time has passed or events can be applied again.',
  },
  brakeRetryMs: {
    kind: 'number',
    variable: 'WAYBILL_BRAKE_RETRY_MS',
    default: 60_000,
    min: 100,
    max: 86_400_000,
    unit: 'ms',
    meaning: 'How long an event waits for its retry if the brake kept it from becoming a dead letter.',
  },
  deadLetterRetryMs: {
    kind: 'number',
    variable: 'WAYBILL_DEAD_LETTER_RETRY_MS',
    default: 10_000,
    min: 100,
    max: 3_600_000,
    unit: 'ms',
    meaning:
      'How long an event that neither RETRIES nor DEAD_LETTERS can take stays in the log before it is tried again.',
  },
} as const satisfies Record<string, Setting>;
