import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadApiKeys } from '../../../platform/configuration/api-keys.ts';
import { dataPaths } from '../../../platform/configuration/data-paths.ts';
import { natsTargetOf, shownNatsUrl } from '../../../platform/configuration/nats-target.ts';
import { secretValues } from '../../../platform/configuration/secret-values.ts';
import { BadSetting } from '../../../platform/configuration/setting.ts';
import { readSettings } from '../../../platform/configuration/settings.ts';
import { openLink } from '../../../processes/roles/open-link.ts';
import { temporaryFolder } from '../../engines/temporary-folder.ts';

const SECRET = 'pl4nted-9f2c';
const NATS = 'nats://127.0.0.1:4222';

const password = (user: string, secret: string) => ({ kind: 'password', user, password: secret }) as const;
const token = (secret: string) => ({ kind: 'token', token: secret }) as const;
const none = { kind: 'none' } as const;

const taken: [url: string, servers: [host: string, port: number, login: object][], more?: object][] = [
  ['nats://one', [['one', 4222, none]]],
  ['one:5222', [['one', 5222, none]]],
  [
    ' nats://one/ , two:5000,,',
    [
      ['one', 4222, none],
      ['two', 5000, none],
    ],
  ],
  ['NATS://ONE', [['one', 4222, none]]],
  ['nats://[::1]:5000', [['::1', 5000, none]]],
  ['nats://user:p%40ss%2F@one', [['one', 4222, password('user', 'p@ss/')]]],
  ['nats://us%3Aer:p@ss@one', [['one', 4222, password('us:er', 'p@ss')]]],
  ['nats://user:@one', [['one', 4222, password('user', '')]]],
  ['nats://s3cret@one', [['one', 4222, token('s3cret')]]],
  ['user:pass@one', [['one', 4222, password('user', 'pass')]]],
  ['tls://one', [['one', 4222, none]], { tls: true }],
  [
    'nats://one,tls://two',
    [
      ['one', 4222, none],
      ['two', 4222, none],
    ],
    { tls: true },
  ],
  ['ws://one', [['one', 80, none]], { transport: 'websocket' }],
  [
    'wss://user:pass@one/nats?a=b',
    [['one', 443, password('user', 'pass')]],
    { tls: true, transport: 'websocket' },
  ],
];

for (const [url, servers, { tls = false, transport = 'tcp' }] of taken.map(
  ([url, servers, more]) => [url, servers, (more ?? {}) as { tls?: boolean; transport?: string }] as const,
)) {
  test(`NATS_URL=${url} is read as NATS’s own tools read it`, () => {
    const target = natsTargetOf(readSettings({ NATS_URL: url }));
    assert.deepEqual(
      target.servers.map(({ host, port, login }) => [host, port, login]),
      servers,
    );
    assert.equal(target.tls.required, tls);
    assert.equal(target.transport, transport);
  });
}

test('the path of a WebSocket is kept', () =>
  assert.equal(natsTargetOf(readSettings({ NATS_URL: 'wss://one/nats?a=b' })).servers[0]?.path, '/nats?a=b'));

const webhook = (url: string) => ({ WAYBILL_ALERT_WEBHOOK_URL: url });
const refused: [environment: Record<string, string>, says: RegExp][] = [
  [{ NATS_URL: `http://u:${SECRET}@h` }, /^NATS_URL has a scheme that is not nats, tls, ws or wss\./],
  [
    { NATS_URL: `nats://u:${SECRET}/x@h` },
    /^NATS_URL has no valid host and port \(in a user name or password, write \/ as %2F/,
  ],
  [{ NATS_URL: `nats://u:${SECRET}#x@h` }, /^NATS_URL has no valid host and port/],
  [{ NATS_URL: `nats://u:${SECRET},x@h` }, /^NATS_URL has no valid host and port/],
  [{ NATS_URL: `nats://u:${SECRET}%zz@h` }, /^NATS_URL has a % in its user name or password/],
  [{ NATS_URL: `nats://u:${SECRET}\n@h` }, /^NATS_URL contains a space or a control character/],
  [{ NATS_URL: `nats://u:${SECRET}@h:0` }, /^NATS_URL has no valid host and port/],
  [{ NATS_URL: `nats://u:${SECRET}@h:65536` }, /^NATS_URL has no valid host and port/],
  [{ NATS_URL: `nats://u:${SECRET}@` }, /^NATS_URL has no valid host and port/],
  [{ NATS_URL: `nats://u:${SECRET}@h/path` }, /^NATS_URL has a path, a query or a #/],
  [{ NATS_URL: `nats://u:${SECRET}@h?tls=true` }, /^NATS_URL has a path, a query or a #/],
  [{ NATS_URL: `ws://u:${SECRET}@h,nats://h` }, /^NATS_URL names servers with and without WebSocket/],
  [{ NATS_URL: ' , ' }, /^NATS_URL names no server/],
  [{ NATS_USER: 'u', NATS_PASSWORD: SECRET }, /^NATS_USER is set, but NATS_URL is not/],
  [{ NATS_CREDS: 'file' }, /^NATS_CREDS is set, but NATS_URL is not/],
  [{ NATS_TLS_FIRST: 'on' }, /^NATS_TLS_FIRST is set, but NATS_URL is not/],
  [{ NATS_URL: NATS, NATS_PASSWORD: SECRET }, /^NATS_PASSWORD needs NATS_USER/],
  [{ NATS_URL: NATS, NATS_USER: 'u', NATS_TOKEN: SECRET }, /^NATS_TOKEN and NATS_USER are both set/],
  [{ NATS_URL: NATS, NATS_CREDS: 'f', NATS_NKEY: SECRET }, /^NATS_CREDS and NATS_NKEY are both set/],
  [{ NATS_URL: NATS, NATS_CERT: 'f' }, /^NATS_CERT and NATS_KEY belong together/],
  [{ NATS_URL: 'ws://h', NATS_CA: 'f' }, /^NATS_CA asks for TLS, but NATS_URL is ws:\/\//],
  [{ NATS_URL: 'wss://h', NATS_TLS_FIRST: 'on' }, /^NATS_TLS_FIRST is for nats:\/\/ and tls:\/\/ URLs/],
  [webhook(`https://u:${SECRET}%@h`), /^WAYBILL_ALERT_WEBHOOK_URL has a %/],
  [webhook(`https://u:${SECRET}@`), /^WAYBILL_ALERT_WEBHOOK_URL has no valid host/],
  [webhook(`ftp://u:${SECRET}@h`), /^WAYBILL_ALERT_WEBHOOK_URL is not an http or https URL/],
  [{ WAYBILL_CONSOLE_URL: `https://u:${SECRET}@h` }, /^WAYBILL_CONSOLE_URL has a user name or password/],
  [{ WAYBILL_GATEWAY_URL: `https://u:${SECRET}@h` }, /^WAYBILL_GATEWAY_URL has a user name or password/],
  [{ WAYBILL_OPERATIONS_URL: `http://u:${SECRET}@127.0.0.1:1` }, /^WAYBILL_OPERATIONS_URL: Its value is not/],
  [
    { CASSANDRA_CONTACT_POINTS: `cassandra://u:${SECRET}@h` },
    /^CASSANDRA_CONTACT_POINTS: Its value is not a list/,
  ],
  [{ CASSANDRA_CONTACT_POINTS: `${SECRET}@h` }, /^CASSANDRA_CONTACT_POINTS: Its value is not a list/],
  [
    { OTEL_EXPORTER_OTLP_ENDPOINT: `http://u:${SECRET}@h:4318` },
    /^OTEL_EXPORTER_OTLP_ENDPOINT has a user name/,
  ],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'h:4318' }, /^OTEL_EXPORTER_OTLP_ENDPOINT is not a URL/],
  [
    { OTEL_EXPORTER_OTLP_HEADERS: `key=${SECRET}%C3%B6` },
    /^OTEL_EXPORTER_OTLP_HEADERS has a value with a character/,
  ],
  [{ OTEL_EXPORTER_OTLP_HEADERS: `key=${SECRET}%zz` }, /^OTEL_EXPORTER_OTLP_HEADERS has a %/],
  [{ WAYBILL_API_KEYS: `a:${SECRET}-schlüssel` }, /^WAYBILL_API_KEYS: Its value is not .* printable ASCII/],
  [
    { WAYBILL_OPERATOR_KEYS: `a:${SECRET}-ключ` },
    /^WAYBILL_OPERATOR_KEYS: Its value is not .* printable ASCII/,
  ],
  [{ WAYBILL_OPERATOR_KEY: `${SECRET}-ключ` }, /^WAYBILL_OPERATOR_KEY: Its value is not .* printable ASCII/],
];

for (const [environment, says] of refused) {
  const [[name = '', value = ''] = []] = Object.entries(environment);
  test(`${name}=${JSON.stringify(value)} is refused at the start, and no secret is shown`, () => {
    assert.throws(
      () => readSettings(environment),
      (error: Error) =>
        error instanceof BadSetting && says.test(error.message) && !error.message.includes(SECRET),
      String(says),
    );
  });
}

test('files that cannot be used are refused at the start', () => {
  const folder = temporaryFolder('files');
  const junk = join(folder.path, 'junk');
  writeFileSync(junk, 'junk');
  const cases: [Record<string, string>, RegExp][] = [
    [{ NATS_CREDS: '/nowhere' }, /^NATS_CREDS: \/nowhere can't be read/],
    [{ NATS_CREDS: junk }, /^NATS_CREDS: .* is not a credentials file/],
    [{ NATS_NKEY: junk }, /^NATS_NKEY is neither the seed of a user/],
    [{ NATS_NKEY: '/nowhere' }, /^NATS_NKEY is neither the seed of a user/],
    [{ NATS_CA: '/nowhere' }, /^NATS_CA: \/nowhere can't be read/],
    [{ NATS_CA: junk }, /^NATS_CA: .* is not a PEM file/],
    [{ NATS_CERT: junk, NATS_KEY: junk }, /^NATS_CERT: .* is not a PEM file/],
  ];
  for (const [environment, says] of cases) {
    const settings = readSettings({ NATS_URL: NATS, ...environment });
    assert.throws(
      () => openLink(settings, 'test'),
      (error: Error) => error instanceof BadSetting && says.test(error.message),
    );
  }
  folder.remove();
});

test('a file of keys with a letter beyond ASCII is refused with the reason', () => {
  const folder = temporaryFolder('keys');
  const settings = readSettings({ WAYBILL_DATA_DIR: folder.path });
  const key = 'schlüssel-mit-umlaut';
  writeFileSync(dataPaths(settings.dataDir).apiKeys, JSON.stringify({ keys: [{ caller: 'a', key }] }));
  assert.throws(
    () => loadApiKeys(settings),
    (error: Error) => /printable ASCII/.test(error.message) && !error.message.includes(key),
  );
  folder.remove();
});

test('what is shown of a list of servers has no login', () =>
  assert.equal(
    shownNatsUrl(`nats://u:${SECRET}@one:1, ${SECRET}@two,wss://u:${SECRET}@three/nats`),
    'nats://one:1,nats://two,wss://three/nats',
  ));

test('every login of a URL is known as a secret, written and decoded', () => {
  const values = secretValues(
    readSettings({
      NATS_URL: 'nats://u:p%40ss-one@h,t0ken%2Ftwo@h,u:ra@w-three@h',
      NATS_USER: 'user-as-token',
      WAYBILL_ALERT_WEBHOOK_URL: 'https://u:h%C3%B6ok-pass@h/path',
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'a=one-header,b=two%20header',
    }),
  );
  for (const secret of [
    ...['p@ss-one', 'p%40ss-one', 't0ken/two', 't0ken%2Ftwo', 'ra@w-three', 'user-as-token', 'höok-pass'],
    ...['h%C3%B6ok-pass', 'one-header', 'two header', 'two%20header'],
  ])
    assert.ok(values.includes(secret), secret);
});
