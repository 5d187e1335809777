import { freePort } from '../engines/free-port.ts';

/**
 * The settings of a pipeline with its history in Cassandra. Waits are short, so that an outage of seconds lasts for
 * many of them. The worker serves its readiness on its own port.
 */
export const cassandraSettings = async (
  contactPoint: string,
  keyspace: string,
  more: Record<string, string> = {},
): Promise<Record<string, string>> => ({
  WAYBILL_STORES: 'history:cassandra',
  CASSANDRA_CONTACT_POINTS: contactPoint,
  CASSANDRA_KEYSPACE: keyspace,
  WAYBILL_ACK_WAIT_MS: '1000',
  WAYBILL_STORE_TIMEOUT_MS: '4000',
  WAYBILL_CIRCUIT_LAST_BACKOFF_MS: '500',
  WAYBILL_OUTAGE_LOG_LINES: '1000000',
  WAYBILL_HEALTH_PORT: String(await freePort()),
  ...more,
});
