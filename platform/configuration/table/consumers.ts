import type { Setting } from '../setting.ts';

/** The watch over all consumers of the log. */
export const consumersSettings = {
  consumerSnapshotMs: {
    kind: 'number',
    variable: 'WAYBILL_CONSUMER_SNAPSHOT_MS',
    default: 5_000,
    min: 200,
    max: 60_000,
    unit: 'ms',
    meaning: 'How often the state of every consumer is read.',
  },
  consumerWindow: {
    kind: 'number',
    variable: 'WAYBILL_CONSUMER_WINDOW',
    default: 12,
    min: 3,
    max: 120,
    unit: 'count',
    meaning: 'How many snapshots in a row decide the status of a consumer.',
  },
  consumerAllowedLag: {
    kind: 'number',
    variable: 'WAYBILL_CONSUMER_ALLOWED_LAG',
    default: 0,
    min: 0,
    max: 1_000_000_000,
    unit: 'count',
    meaning: 'How large the lag of a consumer that is OK may be, in events.',
  },
  consumerAllowedLags: {
    kind: 'text',
    variable: 'WAYBILL_CONSUMER_ALLOWED_LAGS',
    default: '',
    pattern: /^([^\s=,]+=[0-9]{1,9})(,[^\s=,]+=[0-9]{1,9})*$/,
    form: '`name=events,…`, each name a projection, a consumer, or `stream/consumer`',
    meaning: 'The same for single consumers. The most specific name counts.',
  },
  consumersMax: {
    kind: 'number',
    variable: 'WAYBILL_CONSUMERS_MAX',
    default: 2_000,
    min: 10,
    max: 10_000,
    unit: 'count',
    meaning: 'How many consumers are watched at most. The API says if there are more.',
  },
  consumerLookupsMax: {
    kind: 'number',
    variable: 'WAYBILL_CONSUMER_LOOKUPS_MAX',
    default: 100,
    min: 1,
    max: 10_000,
    unit: 'count',
    meaning: 'How many oldest unprocessed events are looked up in one round at most.',
  },
  consumerRetriesMax: {
    kind: 'number',
    variable: 'WAYBILL_CONSUMER_RETRIES_MAX',
    default: 20_000,
    min: 100,
    max: 1_000_000,
    unit: 'count',
    meaning:
      'How many events in RETRIES one round lists by name at most. More are only counted, and the age of the oldest is unknown.',
  },
  consumerFailingEvents: {
    kind: 'number',
    variable: 'WAYBILL_CONSUMER_FAILING_EVENTS',
    default: 10,
    min: 1,
    max: 1_000_000,
    unit: 'count',
    meaning:
      'How many attempts must fail in a window for the retry queue of a projection to be `failing`. More must fail than are applied.',
  },
} as const satisfies Record<string, Setting>;
