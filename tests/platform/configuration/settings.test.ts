import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contactPointsOf } from '../../../platform/configuration/contact-points.ts';
import { BadSetting } from '../../../platform/configuration/setting.ts';
import { readSettings, settingsTable } from '../../../platform/configuration/settings.ts';

test('without an environment every setting has its default', () => {
  const settings = readSettings({});
  assert.equal(settings.gatewayPort, 7400);
  assert.equal(Object.keys(settings).length, Object.keys(settingsTable).length);
});

const bad: [environment: Record<string, string>, says: RegExp][] = [
  [{ WAYBILL_GATEWAY_PORT: '70000' }, /WAYBILL_GATEWAY_PORT: "70000" is not a whole number from 0 to 65535/],
  [{ WAYBILL_PARTITIONS: 'four' }, /WAYBILL_PARTITIONS: "four" is not/],
  [{ WAYBILL_LOG_LEVEL: 'loud' }, /WAYBILL_LOG_LEVEL/],
  [{ NATS_URL: 'http://x' }, /NATS_URL/],
  [{ WAYBILL_ACCEPT_DEADLINE_MS: '60000', WAYBILL_DUPLICATE_WINDOW_MS: '60000' }, /more than half/],
  [{ WAYBILL_IDEMPOTENCY_HOURS: '48', WAYBILL_RETENTION_DAYS: '1' }, /outlive/],
  [
    { WAYBILL_OPERATIONS_RETENTION_DAYS: '29' },
    /WAYBILL_OPERATIONS_RETENTION_DAYS \(29\) is shorter than WAYBILL_RETENTION_DAYS \(30\)/,
  ],
  [{ WAYBILL_STORES: 'mongo' }, /a list of projection:store/],
  [{ CASSANDRA_CONTACT_POINTS: 'one two' }, /separated by commas/],
  [{ CASSANDRA_USERNAME: 'waybill' }, /belong together/],
  [{ CASSANDRA_TLS: 'on' }, /Set CASSANDRA_CONTACT_POINTS/],
  [{ CASSANDRA_TLS_CA: 'ca.pem' }, /CASSANDRA_TLS is off/],
  [{ CASSANDRA_REPLICATION: 'dc1' }, /data centre:replicas/],
  [{ CASSANDRA_CONTACT_POINTS: '::1' }, /CASSANDRA_CONTACT_POINTS: "::1" is not a list of host/],
  [{ CASSANDRA_CONTACT_POINTS: 'a:9042,b:9043' }, /2 ports/],
  [{ CASSANDRA_CONTACT_POINTS: 'a,b:9043' }, /2 ports/],
];

test('contact points are hosts, IPv4 addresses or bracketed IPv6 addresses, with a port or the default one', () => {
  const { cassandraContactPoints } = readSettings({
    CASSANDRA_CONTACT_POINTS: '[::1],db-1.example:9042,10.0.0.3',
  });
  assert.deepEqual(
    contactPointsOf(cassandraContactPoints).map(({ point }) => point),
    ['[::1]:9042', 'db-1.example:9042', '10.0.0.3:9042'],
  );
});

for (const [environment, says] of bad) {
  test(`${JSON.stringify(environment)} is refused in one sentence that names the variable`, () => {
    assert.throws(
      () => readSettings(environment),
      (error) => error instanceof BadSetting && says.test(error.message),
    );
  });
}

test('an error about a secret does not show its value', () => {
  assert.throws(
    () => readSettings({ WAYBILL_API_KEYS: 'short:key' }),
    (error: Error) => !error.message.includes('short:key'),
  );
});
