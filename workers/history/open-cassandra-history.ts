import { openCassandraHistoryStore } from '../../adapters/cassandra/cassandra-history-store.ts';
import type { HistoryStore } from '../../contracts/ports/history-store.ts';
import { contactPointsOf } from '../../platform/configuration/contact-points.ts';
import { readCertificate, readPrivateKey } from '../../platform/configuration/read-pem.ts';
import type { Settings } from '../../platform/configuration/settings.ts';
import { cassandraPoints } from './cassandra-points.ts';

/** The history in Cassandra. It connects with the first call. Throws BadSetting for a TLS file that can't be read. */
export function openCassandraHistory(settings: Settings): HistoryStore {
  const points = contactPointsOf(cassandraPoints(settings));
  const { cassandraUsername: username, cassandraPassword: password } = settings;
  return openCassandraHistoryStore({
    contactPoints: points.map(({ point }) => point),
    port: points[0]!.port,
    localDataCenter: settings.cassandraDataCenter,
    keyspace: settings.cassandraKeyspace,
    ...(settings.cassandraReplication === ''
      ? {}
      : { replication: replicationOf(settings.cassandraReplication) }),
    ...(username === '' ? {} : { credentials: { username, password } }),
    ...(settings.cassandraTls === 'on' ? { tls: readTls(settings) } : {}),
    timeoutMs: settings.storeTimeoutMs,
    maxCalls: settings.storeMaxCalls,
    schemaWatchMs: settings.cassandraSchemaWatchMs,
    maxBatchRows: settings.cassandraBatchMaxRows,
    maxBatchBytes: settings.cassandraBatchMaxBytes,
    maxBatchesInFlight: settings.cassandraBatchesInFlight,
  });
}

function replicationOf(list: string): Record<string, string | number> {
  const factors = list.split(',').map((pair) => {
    const [dataCenter = '', replicas] = pair.split(':');
    return [dataCenter, Number(replicas)];
  });
  return { class: 'NetworkTopologyStrategy', ...Object.fromEntries(factors) };
}

function readTls(settings: Settings): { authorities?: string; certificate?: string; key?: string } {
  const { cassandraTlsCa, cassandraTlsCertificate, cassandraTlsKey } = settings;
  const authorities = readCertificate('CASSANDRA_TLS_CA', cassandraTlsCa);
  const certificate = readCertificate('CASSANDRA_TLS_CERTIFICATE', cassandraTlsCertificate);
  const key = readPrivateKey('CASSANDRA_TLS_KEY', cassandraTlsKey, certificate);
  return {
    ...(authorities ? { authorities } : {}),
    ...(certificate ? { certificate } : {}),
    ...(key ? { key } : {}),
  };
}
