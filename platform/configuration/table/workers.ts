import type { Setting } from '../setting.ts';

/** Read models and the workers that write them. */
export const workersSettings = {
  stores: {
    kind: 'text',
    variable: 'WAYBILL_STORES',
    default: '',
    pattern: /^[a-z][a-z0-9-]*:[a-z][a-z0-9-]*(,[a-z][a-z0-9-]*:[a-z][a-z0-9-]*)*$/,
    form: 'a list of projection:store, separated by commas',
    meaning:
      'The store of each projection that is not in its default store, such as `history:cassandra`. `npm start -- --history cassandra` does the same.',
  },
  storeTimeoutMs: {
    kind: 'number',
    variable: 'WAYBILL_STORE_TIMEOUT_MS',
    default: 10_000,
    min: 100,
    max: 120_000,
    unit: 'ms',
    meaning: 'How long one call of a read model’s store may take before its outcome is unknown.',
  },
  storeMaxCalls: {
    kind: 'number',
    variable: 'WAYBILL_STORE_MAX_CALLS',
    default: 1_024,
    min: 1,
    max: 100_000,
    unit: 'count',
    meaning: 'How many calls may wait for each connection of a process to a store; more fail at once.',
  },
  storeReaders: {
    kind: 'number',
    variable: 'WAYBILL_STORE_READERS',
    default: 2,
    min: 1,
    max: 16,
    unit: 'count',
    meaning: 'How many connections of a process read the embedded store at the same time.',
  },
  storeReadMs: {
    kind: 'number',
    variable: 'WAYBILL_STORE_READ_MS',
    default: 2_000,
    min: 50,
    max: 120_000,
    unit: 'ms',
    meaning:
      'How long an answer waits for the read model. Then a status says `store-unreadable`, and a read gets 503.',
  },
  storeReadsLate: {
    kind: 'number',
    variable: 'WAYBILL_STORE_READS_LATE',
    default: 64,
    min: 1,
    max: 100_000,
    unit: 'count',
    meaning:
      'How many late reads of the read model, whose answers were already sent, may be open in one process. At that number no further read begins.',
  },
  pageMaxCharacters: {
    kind: 'number',
    variable: 'WAYBILL_PAGE_MAX_CHARACTERS',
    default: 1024 ** 2,
    min: 100_000,
    max: 64 * 1024 ** 2,
    unit: 'count',
    meaning:
      'How many characters of text one page of messages holds, of at most three bytes each; a page of long messages ends before its limit.',
  },
  batchMaxEvents: {
    kind: 'number',
    variable: 'WAYBILL_BATCH_MAX_EVENTS',
    default: 10_000,
    min: 1,
    max: 50_000,
    unit: 'count',
    meaning:
      'How many events of one partition a worker fetches and applies at once, if so many are pending. The same number may wait in its memory. A slow store gets fewer.',
  },
  batchMaxBytes: {
    kind: 'number',
    variable: 'WAYBILL_BATCH_MAX_BYTES',
    default: 8 * 1024 ** 2,
    min: 2 * 1024 ** 2,
    max: 256 * 1024 ** 2,
    unit: 'bytes',
    meaning: 'How many bytes of events a worker fetches from one partition at once.',
  },
  maxAckPending: {
    kind: 'number',
    variable: 'WAYBILL_MAX_ACK_PENDING',
    default: 40_000,
    min: 1,
    max: 1_000_000,
    unit: 'count',
    meaning:
      'How many events of one partition may be ack pending at once, over all workers: twice WAYBILL_BATCH_MAX_EVENTS for each worker.',
  },
  ackWaitMs: {
    kind: 'number',
    variable: 'WAYBILL_ACK_WAIT_MS',
    default: 10_000,
    min: 1_000,
    max: 3_600_000,
    unit: 'ms',
    meaning:
      'How long the log waits for a worker’s acknowledgement or sign of progress before it delivers an event to another worker.',
  },
  circuitFirstBackoffMs: {
    kind: 'number',
    variable: 'WAYBILL_CIRCUIT_FIRST_BACKOFF_MS',
    default: 100,
    min: 1,
    max: 60_000,
    unit: 'ms',
    meaning:
      'How long a worker waits before it first probes a store that failed. The wait doubles after each failed probe or trial, until a batch is applied.',
  },
  circuitLastBackoffMs: {
    kind: 'number',
    variable: 'WAYBILL_CIRCUIT_LAST_BACKOFF_MS',
    default: 5_000,
    min: 10,
    max: 600_000,
    unit: 'ms',
    meaning: 'The longest wait between two probes of a store that is down.',
  },
  outageLogLines: {
    kind: 'number',
    variable: 'WAYBILL_OUTAGE_LOG_LINES',
    default: 6,
    min: 1,
    max: 1_000_000,
    unit: 'count',
    meaning:
      'How many lines a minute a worker logs about a store that is down. The next line says how many were omitted.',
  },
  drainTimeoutMs: {
    kind: 'number',
    variable: 'WAYBILL_DRAIN_TIMEOUT_MS',
    default: 15_000,
    min: 100,
    max: 600_000,
    unit: 'ms',
    meaning:
      'How long a role may take to finish its work when it is stopped. After half of it, connections that clients keep open are ended.',
  },
} as const satisfies Record<string, Setting>;
