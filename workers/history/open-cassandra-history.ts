import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { openCassandraHistoryStore } from '../../adapters/cassandra/cassandra-history-store.ts';
import type { HistoryStore } from '../../contracts/ports/history-store.ts';
import { contactPointsOf } from '../../platform/configuration/contact-points.ts';
import { BadSetting } from '../../platform/configuration/setting.ts';
import { type Settings, settingsTable } from '../../platform/configuration/settings.ts';

/** The nodes to connect to first; if none are named, the one that `npm start` starts here. */
export const cassandraPoints = (settings: Settings): string =>
  settings.cassandraContactPoints || `127.0.0.1:${settings.cassandraPort}`;

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
  const authorities = cassandraTlsCa && readPem('cassandraTlsCa', cassandraTlsCa, isCertificate);
  const certificate =
    cassandraTlsCertificate && readPem('cassandraTlsCertificate', cassandraTlsCertificate, isCertificate);
  const key =
    cassandraTlsKey &&
    readPem('cassandraTlsKey', cassandraTlsKey, (text) =>
      createSecureContext({ cert: certificate, key: text }),
    );
  return {
    ...(authorities ? { authorities } : {}),
    ...(certificate ? { certificate } : {}),
    ...(key ? { key } : {}),
  };
}

const isCertificate = (text: string) => new X509Certificate(text);

/** Reads a file that `check` accepts: OpenSSL would reject a bad one later, with a less helpful error. */
function readPem(name: keyof typeof settingsTable, path: string, check: (text: string) => unknown): string {
  const { variable } = settingsTable[name];
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new BadSetting(`${variable}: ${path} can't be read (${(error as Error).message}).`);
  }
  if (!text.includes('-----BEGIN ')) throw new BadSetting(`${variable}: ${path} is not a PEM file.`);
  try {
    check(text);
  } catch (error) {
    throw new BadSetting(`${variable}: ${path} can't be used (${(error as Error).message}).`);
  }
  return text;
}
