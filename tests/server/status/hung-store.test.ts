import assert from 'node:assert/strict';
import { createServer, type Server, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import { PatientReads } from '../../../server/status/patient-reads.ts';
import { clientOf } from '../../engines/client.ts';
import { waitUntil } from '../../engines/condition.ts';
import { freePort } from '../../engines/free-port.ts';
import { type NatsServerOptions, startNatsServer, type TestNatsServer } from '../../engines/nats-server.ts';
import { KEYS } from '../../engines/pipeline.ts';
import { startRole, type TestRole } from '../../engines/role.ts';
import { suspended } from '../../engines/suspended.ts';
import { temporaryFolder } from '../../engines/temporary-folder.ts';

const OPERATOR_KEY = 'olga-key-0123456789';
/** How much longer than its limit an answer may take here, on a busy machine. */
const MARGIN_MS = 15_000;
const STORE_MS = 500;
const READ_MS = 4_000;

const folder = temporaryFolder('hung-store');
const natsOptions: NatsServerOptions = {};
let nats: TestNatsServer;
/** Accepts connections like a Cassandra that hangs, and never answers. */
let silent: Server;
const sockets = new Set<Socket>();
let gateway: TestRole;
let operations: TestRole;

before(async () => {
  nats = await startNatsServer(natsOptions);
  silent = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
  });
  const port = await freePort();
  await new Promise<void>((resolve) => silent.listen(port, '127.0.0.1', resolve));
  const environment = {
    NATS_URL: nats.url,
    WAYBILL_DATA_DIR: folder.path,
    WAYBILL_GATEWAY_PORT: String(await freePort()),
    WAYBILL_API_KEYS: `alice:${KEYS.alice}`,
    WAYBILL_OPERATOR_KEYS: `olga:${OPERATOR_KEY}`,
    WAYBILL_STORES: 'history:cassandra',
    CASSANDRA_CONTACT_POINTS: `127.0.0.1:${port}`,
    WAYBILL_STORE_READ_MS: String(STORE_MS),
    WAYBILL_READ_DEADLINE_MS: String(READ_MS),
  };
  [gateway, operations] = await Promise.all([
    startRole('gateway', environment),
    startRole('operations', environment),
  ]);
  await waitUntil(async () => (await fetch(`${gateway.url}/health/ready`)).ok, { what: 'the gateway' });
});
after(async () => {
  await Promise.all([gateway?.kill(), operations?.kill()]);
  for (const socket of sockets) socket.destroy();
  silent?.close();
  await nats?.stop();
  folder.remove();
});

const timed = async <Result>(call: () => Promise<Result>): Promise<[Result, number]> => {
  const began = performance.now();
  const result = await call();
  return [result, performance.now() - began];
};
const alice = () => clientOf(gateway.url, KEYS.alice);

test('Prefer: wait=1 is answered after its second, and a status says that the store can’t be read', async () => {
  const [sent, tookMs] = await timed(() =>
    alice().request('POST', '/v1/channels/general/messages', { text: 'x' }, { prefer: 'wait=1' }),
  );
  assert.equal(sent.status, 202);
  assert.ok(tookMs < 1_000 + MARGIN_MS, `${tookMs} ms`);
  const [status, statusMs] = await timed(() => alice().request('GET', sent.body.status));
  assert.deepEqual(
    [status.status, status.body.state, status.body.reason?.code, status.body.projections.history.waitsFor],
    [200, 'accepted', 'store-unreadable', { kind: 'store', id: null }],
  );
  assert.ok(statusMs < READ_MS + MARGIN_MS, `${statusMs} ms`);
});

test('every read of the read model gets 503 in time, also many at once', async () => {
  const id = '01a20870-ca33-7274-8020-1e6f48433209';
  const paths = ['', '/members', '/messages', `/messages/${id}`].map((rest) => `/v1/channels/general${rest}`);
  const many = Array.from({ length: 25 }, () => paths).flat();
  const [answers, tookMs] = await timed(() => Promise.all(many.map((path) => alice().request('GET', path))));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [503]);
  assert.ok(answers.every(({ headers }) => headers.get('retry-after') === '1'));
  assert.ok(tookMs < READ_MS + MARGIN_MS, `${tookMs} ms`);
});

test('while the log hangs too, every GET of both services is answered in time', async () => {
  const sent = await alice().send('general', 'y');
  const correlation = sent.body.correlationId;
  const id = sent.body.commandId;
  const ofGateway = ['/v1/channels/general', '/v1/channels/general/messages', `/v1/commands/${id}`];
  const ofOperations = [
    '/me',
    '/commands',
    `/commands/${id}`,
    `/summaries?ids=${id}`,
    '/dead-letters',
    '/dead-letters/history.1-0-1',
    '/dead-letter-groups',
    '/actions',
    '/traces',
    `/traces/${correlation}`,
    '/replays',
    '/consumers',
    '/reconciliation',
    '/reconciliation?from=2026-01-01T00:00:00Z',
    '/alerts',
    '/changes',
    '/acceptance',
  ];
  await suspended(nats);
  try {
    const [answers, tookMs] = await timed(() =>
      Promise.all([
        ...ofGateway.map((path) => alice().request('GET', path)),
        ...ofOperations.map((path) =>
          clientOf(operations.url, OPERATOR_KEY).request('GET', `/ops/v1${path}`),
        ),
      ]),
    );
    assert.ok(tookMs < READ_MS + MARGIN_MS, `${tookMs} ms`);
    for (const [n, { status }] of answers.entries())
      assert.ok([200, 404, 503].includes(status), `${[...ofGateway, ...ofOperations][n]}: ${status}`);
    assert.equal(answers[2]?.status, 503, 'a status that the log can’t tell');
  } finally {
    nats.resume();
  }
});

test('late reads are limited, and the store is read again once it answers', async () => {
  const reads = new PatientReads({ storeReadMs: 20, storeReadsLate: 3 });
  const answers: (() => void)[] = [];
  let asked = 0;
  const hang = () => {
    asked += 1;
    return new Promise<string>((resolve) => answers.push(() => resolve('late')));
  };
  const isOutage = (error: StoreFailure) => error.failureClass === 'outage' && error.code === 'store-timeout';
  await Promise.all(Array.from({ length: 3 }, () => assert.rejects(reads.run(hang), isOutage)));
  await assert.rejects(reads.run(hang), isOutage);
  assert.equal(asked, 3, 'no read begins while too many are open');
  answers.shift()!();
  await new Promise(setImmediate);
  assert.equal(await reads.run(async () => 'there'), 'there');
  await assert.rejects(
    reads.run(async () => Promise.reject(new StoreFailure('outage', 'gone', 'gone'))),
    { code: 'gone' },
  );
});
