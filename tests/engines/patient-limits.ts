/**
 * Limits of the services that a busy machine does not reach. A test whose subject is one of them sets it; with the
 * defaults, which are made for people who wait, every other test would fail too on a machine that is four times slower.
 */
export const patientLimits: Readonly<Record<string, string>> = {
  WAYBILL_ACCEPT_DEADLINE_MS: '20000',
  WAYBILL_ACTION_RETRY_MS: '20000',
  WAYBILL_READ_DEADLINE_MS: '30000',
  WAYBILL_STATUS_DEADLINE_MS: '20000',
  WAYBILL_STORE_READ_MS: '10000',
  WAYBILL_TRACE_SEARCH_MS: '10000',
  WAYBILL_NATS_CONNECT_TIMEOUT_MS: '10000',
  WAYBILL_NATS_REQUEST_TIMEOUT_MS: '10000',
  WAYBILL_CONSOLE_REQUEST_TIMEOUT_MS: '30000',
  WAYBILL_SHED_DELAY_MS: '60000',
};
