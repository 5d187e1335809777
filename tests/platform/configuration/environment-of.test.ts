import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CONSOLE_SETTINGS, environmentOf } from '../../../platform/configuration/environment-of.ts';
import type { Setting } from '../../../platform/configuration/setting.ts';
import { readSettings, settingsTable } from '../../../platform/configuration/settings.ts';

const NATS = { NATS_URL: 'nats://127.0.0.1:4222' };

/** A value for each secret, with whatever goes together with it. */
const secrets: Record<string, Record<string, string>> = {
  apiKeys: { WAYBILL_API_KEYS: 'alice:0123456789abcdef' },
  operatorKeys: { WAYBILL_OPERATOR_KEYS: 'alice:0123456789abcdef' },
  operatorKey: { WAYBILL_OPERATOR_KEY: '0123456789abcdef' },
  alertWebhookUrl: { WAYBILL_ALERT_WEBHOOK_URL: 'https://example.test/secret-path' },
  alertWebhookSecret: { WAYBILL_ALERT_WEBHOOK_SECRET: '0123456789abcdef' },
  cassandraPassword: { CASSANDRA_USERNAME: 'waybill', CASSANDRA_PASSWORD: '0123456789abcdef' },
  natsPassword: { ...NATS, NATS_USER: 'waybill', NATS_PASSWORD: '0123456789abcdef' },
  natsToken: { ...NATS, NATS_TOKEN: '0123456789abcdef' },
  natsNkey: { ...NATS, NATS_NKEY: '/etc/waybill/nkey' },
  otlpHeaders: { OTEL_EXPORTER_OTLP_HEADERS: 'authorization=0123456789abcdef' },
  otlpTracesHeaders: { OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'authorization=0123456789abcdef' },
  otlpMetricsHeaders: { OTEL_EXPORTER_OTLP_METRICS_HEADERS: 'authorization=0123456789abcdef' },
};

/** Settings that may contain a secret without being marked as one. */
const others = { NATS_URL: 'nats://waybill:0123456789abcdef@127.0.0.1:4222' };

function withEnvironment<Result>(variables: Record<string, string>, work: () => Result): Result {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    return work();
  } finally {
    for (const name of Object.keys(variables)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}

const marked = Object.entries(settingsTable as Record<string, Setting>).filter(
  ([, setting]) => setting.kind === 'text' && setting.secret,
);

for (const [name, { variable }] of marked) {
  test(`with ${variable} set, the console's settings are valid, and it gets the secret only if it uses it`, () => {
    const variables = secrets[name];
    assert.ok(variables?.[variable], `a value for ${name} is missing in this test`);
    const environment = withEnvironment({ ...variables, ...others }, () => environmentOf(CONSOLE_SETTINGS));
    assert.doesNotThrow(() => readSettings(environment));
    const isUsed = (CONSOLE_SETTINGS as readonly string[]).includes(name);
    assert.equal(environment[variable] !== undefined, isUsed);
    assert.equal(environment.NATS_URL, undefined);
    assert.equal(environment.PATH, process.env.PATH);
  });
}

test('nats-server and Cassandra get no setting of Waybill', () => {
  const environment = withEnvironment(Object.assign({}, ...Object.values(secrets), others), () =>
    environmentOf([]),
  );
  for (const { variable } of Object.values(settingsTable)) assert.equal(environment[variable], undefined);
});
