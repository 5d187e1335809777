import assert from 'node:assert/strict';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ApiRefusal } from '../../../adapters/jetstream/connection/api-request.ts';
import { LogUnavailable } from '../../../adapters/jetstream/connection/log-unavailable.ts';
import { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import { knowSecrets, redactSecrets } from '../../../contracts/redact-secrets.ts';
import { secretValues } from '../../../platform/configuration/secret-values.ts';
import { readSettings } from '../../../platform/configuration/settings.ts';
import { makeLogger } from '../../../processes/roles/make-logger.ts';
import { problemOfError } from '../../../server/http/problem-of-error.ts';
import { describeFailedEvent } from '../../../workers/runtime/describe-failed-event.ts';
import { describeOutage } from '../../../workers/runtime/describe-outage.ts';
import { failureOf } from '../../../workers/runtime/failure.ts';
import { waitUntil } from '../../engines/condition.ts';
import { temporaryFolder } from '../../engines/temporary-folder.ts';

const PLANTED = 'pl4nted-9f2c';

const cases: [text: string, redacted: string][] = [
  [`connect to cassandra://waybill:${PLANTED}@db-1:9042`, 'connect to cassandra://[redacted]@db-1:9042'],
  [`nats://${PLANTED}@127.0.0.1:4222 refused`, 'nats://[redacted]@127.0.0.1:4222 refused'],
  [`password=${PLANTED}; host=db`, 'password=[redacted]; host=db'],
  [`{"user":"a","password":"${PLANTED}","port":1}`, '{"user":"a","password":"[redacted]","port":1}'],
  [`{\\"db_password\\":\\"${PLANTED} x\\"}`, '{\\"db_password\\":\\"[redacted]\\"}'],
  [`ALTER ROLE waybill WITH PASSWORD = '${PLANTED} x'`, "ALTER ROLE waybill WITH PASSWORD = '[redacted]'"],
  [`CREATE USER waybill PASSWORD '${PLANTED}'`, "CREATE USER waybill PASSWORD '[redacted]'"],
  // A line of JSON stays valid JSON for every value under such a name.
  [
    '{"token":null,"secret":true,"credentials":{"a":1}}',
    '{"token":null,"secret":true,"credentials":{"a":1}}',
  ],
  ['{"token":123456,"port":1}', '{"token":"[redacted]","port":1}'],
  [`{"password":"a\\"${PLANTED}\\"b","port":1}`, '{"password":"[redacted]","port":1}'],
  [`{"msg":"{\\"password\\":\\"a\\\\\\"${PLANTED}\\"}"}`, '{"msg":"{\\"password\\":\\"[redacted]\\"}"}'],
  [`Authorization: Bearer ${PLANTED}`, 'Authorization: Bearer [redacted]'],
  [`secret: ${PLANTED}, api-key=${PLANTED}`, 'secret: [redacted], api-key=[redacted]'],
  [
    'Provided username waybill and/or password are incorrect',
    'Provided username waybill and/or password are incorrect',
  ],
  ['database or disk is full (SQLITE_FULL, 13)', 'database or disk is full (SQLITE_FULL, 13)'],
  ['Unexpected token } in JSON at position 3', 'Unexpected token } in JSON at position 3'],
  ['http://127.0.0.1:7400/v1/channels/general@home', 'http://127.0.0.1:7400/v1/channels/general@home'],
];

for (const [text, redacted] of cases) {
  test(`${redacted}: only text that looks like a secret is replaced`, () => {
    assert.equal(redactSecrets(text), redacted);
    if (text.startsWith('{"')) assert.doesNotThrow(() => JSON.parse(redactSecrets(text)));
  });
}

test('a long text is redacted quickly', () => {
  for (const part of ['a-', 'a.', 'password', 'x://', '"']) redactSecrets(part.repeat(100_000 / part.length));
});

test('the values of secret settings are replaced everywhere, and no store’s error brings a secret to any output', async (t) => {
  const value = 'a-value-of-a-setting-31d0';
  const settings = readSettings({
    NATS_URL: 'nats://waybill:in-the-url-77aa@127.0.0.1:4222',
    CASSANDRA_USERNAME: 'waybill',
    CASSANDRA_PASSWORD: value,
    WAYBILL_API_KEYS: 'alice:key-of-alice-0123',
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic%20aGVhZGVyLTU1',
  });
  knowSecrets(secretValues(settings));
  const planted = [
    PLANTED,
    value,
    'in-the-url-77aa',
    'key-of-alice-0123',
    'Basic aGVhZGVyLTU1',
    'Basic%20aGVhZGVyLTU1',
  ];
  const text = `The store said: password=${PLANTED}, ${planted.slice(1).join(' or ')}`;
  const handlers = new Error(text, { cause: new Error(text) });

  const file = join(temporaryFolder('secrets').path, 'log');
  const descriptor = openSync(file, 'a');
  t.after(() => closeSync(descriptor));
  const logger = makeLogger(settings, 'worker:history', descriptor);
  logger.warn({ err: handlers, why: text }, text);
  const sinks: Record<string, string> = {
    log: await waitUntil(() => readFileSync(file, 'utf8')),
    'failure of the store': new StoreFailure('outage', 'X', text, { cause: handlers }).message,
    'its stack': new StoreFailure('outage', 'X', text).stack ?? '',
    'heartbeat and time line': describeOutage(new StoreFailure('outage', 'X', text)) ?? '',
    problem: problemOfError(new LogUnavailable(text))?.message ?? '',
    'refusal of the log': problemOfError(new ApiRefusal(1, text))?.message ?? '',
    'dead letter': JSON.stringify(
      describeFailedEvent(
        {
          worker: 'w',
          workerVersion: '1',
          epochId: 'b',
          projection: { name: 'history' },
          limits: { retentionDays: 1 },
        } as never,
        {
          delivery: { header: () => '', subject: 'a.b', bytes: new Uint8Array() },
          position: '1-0-1',
          storedAt: 0,
        } as never,
        failureOf(handlers),
      ),
    ),
  };
  for (const [sink, content] of Object.entries(sinks)) {
    assert.match(content, /The store said: password=\[redacted\]/, sink);
    for (const secret of planted) assert.ok(!content.includes(secret), `${secret} in ${sink}: ${content}`);
  }
  for (const line of sinks.log!.trim().split('\n')) assert.doesNotThrow(() => JSON.parse(line));
});
