import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { PROBLEMS, type ProblemName } from '../../../contracts/problem.ts';
import { acceptingSettings } from '../../../platform/configuration/table/accepting.ts';
import { clientOf } from '../../engines/client.ts';
import { waitUntil } from '../../engines/condition.ts';
import { KEYS, startPipeline, type TestPipeline } from '../../engines/pipeline.ts';
import { answersTo, type RawAnswer, RawConnection } from '../../engines/raw-http.ts';
import { startRole, type TestRole } from '../../engines/role.ts';
import { suspended } from '../../engines/suspended.ts';

const OPERATOR = 'olga-key-0123456789';

/** What the services of this test are set to, by setting. */
const LIMITS = {
  maxBodyBytes: 1_100,
  maxUriBytes: 1_200,
  maxHeaderBytes: 1_300,
  requestTimeoutMs: 1_000,
  keepAliveMs: 1_500,
  maxWaitSeconds: 20,
  maxInFlight: 3,
  maxInFlightPerCaller: 2,
} as const satisfies Partial<Record<keyof typeof acceptingSettings, number>>;

/** Settings in the same table that limit what happens behind HTTP. */
type BehindHttp =
  | 'publishTimeoutMs'
  | 'acceptDeadlineMs'
  | 'reconnectGraceMs'
  | 'idempotencyHours'
  | 'statusDeadlineMs'
  | 'actionRetryMs'
  | 'statusSearches'
  | 'statusSearchesWaiting'
  | 'clockSkewMs';

/** Which test tries each of the other limits: a new one must be tried somewhere. */
const TRIED_IN: Record<Exclude<keyof typeof acceptingSettings, keyof typeof LIMITS | BehindHttp>, string> = {
  callerRate: 'tests/server/http/caller-rates.test.ts',
  shedDelayMs: 'tests/server/http/shed-load.test.ts',
  callerReadRate: 'tests/server/http/caller-rates.test.ts',
  readDeadlineMs: 'tests/server/http/bound-requests.test.ts',
  readsAtOnce: 'tests/server/http/bound-requests.test.ts',
  readsWaiting: 'tests/server/http/bound-requests.test.ts',
  readsMaxBytes: 'tests/server/http/request-budget.test.ts',
  actionDeadlineMs: 'tests/server/http/bound-requests.test.ts',
  actionsAtOnce: 'tests/server/http/bound-requests.test.ts',
  bodiesMaxBytes: 'tests/server/http/bound-requests.test.ts',
  answerTimeoutMs: 'tests/server/http/bound-requests.test.ts',
};

interface Service {
  name: string;
  port: number;
  key: string;
  read: string;
  write: string;
}

describe('each limit of HTTP holds at its edge, on both services', () => {
  let pipeline: TestPipeline;
  let operations: TestRole;
  let services: Service[];

  before(async () => {
    const environment = Object.fromEntries(
      Object.entries(LIMITS).map(([name, value]) => [
        acceptingSettings[name as keyof typeof LIMITS].variable,
        String(value),
      ]),
    );
    pipeline = await startPipeline({ environment });
    operations = await startRole('operations', {
      ...pipeline.environment,
      WAYBILL_OPERATOR_KEYS: `olga:${OPERATOR}`,
    });
    const portOf = (url: string) => Number(new URL(url).port);
    services = [
      {
        name: 'the gateway',
        port: portOf(pipeline.gateway.url),
        key: KEYS.alice,
        read: '/v1/channels/general/messages',
        write: '/v1/channels/general/messages',
      },
      {
        name: 'the operations service',
        port: portOf(operations.url),
        key: OPERATOR,
        read: '/ops/v1/me',
        write: '/ops/v1/replays/plan',
      },
    ];
  });
  after(async () => {
    await operations?.kill();
    await pipeline?.stop();
  });

  const head = ({ key }: Service, method: string, path: string, more = '') =>
    `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${key}\r\n${more}`;
  const post = (service: Service, body: string, more = 'Connection: close\r\n') =>
    `${head(service, 'POST', service.write, `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n${more}`)}\r\n${body}`;
  const get = (service: Service, path = service.read, more = 'Connection: close\r\n') =>
    `${head(service, 'GET', path, more)}\r\n`;

  function isRefusal(answer: RawAnswer | undefined, name: ProblemName, limit: number, what: string): void {
    assert.equal(answer?.status, PROBLEMS[name].status, `${what}: ${answer?.body}`);
    const { type, detail } = JSON.parse(answer.body);
    assert.equal(type, `/problems/${name}`, what);
    assert.match(detail, new RegExp(`\\b${limit}\\b`), what);
  }

  /** What is at the limit is not refused for it; what is one above it is, by its name and with the limit. */
  async function hasEdge(
    service: Service,
    name: ProblemName,
    limit: number,
    bytesOf: (bytes: number) => string,
  ): Promise<void> {
    const [at] = await answersTo(service.port, bytesOf(limit));
    assert.ok(at && at.status !== PROBLEMS[name].status && at.status < 500, `${service.name}: ${at?.body}`);
    const [above, ...more] = await answersTo(service.port, bytesOf(limit + 1));
    isRefusal(above, name, limit, service.name);
    assert.equal(more.length, 0, service.name);
  }

  test('the size of a body', async () => {
    for (const service of services)
      await hasEdge(service, 'body-too-large', LIMITS.maxBodyBytes, (bytes) =>
        post(service, `{"text":"a"${' '.repeat(bytes - '{"text":"a"}'.length)}}`),
      );
  });

  test('the length of a path with its query', async () => {
    for (const service of services)
      await hasEdge(service, 'uri-too-long', LIMITS.maxUriBytes, (bytes) =>
        get(service, `${service.read}?${'x'.repeat(bytes - service.read.length - 1)}`),
      );
  });

  test('the size of all headers', async () => {
    for (const service of services) {
      const fixed =
        `Host127.0.0.1AuthorizationBearer ${service.key}Connectioncloseyes`.length - 'yes'.length + 1;
      await hasEdge(service, 'header-too-large', LIMITS.maxHeaderBytes, (bytes) =>
        get(service, service.read, `Connection: close\r\nx: ${'y'.repeat(bytes - fixed)}\r\n`),
      );
    }
  });

  test('the time to send headers and a body', async () => {
    await Promise.all(
      services.flatMap((service) =>
        [
          '',
          head(service, 'GET', service.read),
          post(service, '{"text":"a"}').slice(0, -1),
          `${head(service, 'POST', service.write, 'Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n')}\r\n`,
        ].map(async (bytes) => {
          const began = performance.now();
          const [answer, ...more] = await answersTo(service.port, bytes);
          const took = performance.now() - began;
          isRefusal(answer, 'request-timeout', LIMITS.requestTimeoutMs, `${service.name}: ${bytes}`);
          assert.equal(more.length, 0);
          assert.ok(took >= LIMITS.requestTimeoutMs, `${took} ms`);
        }),
      ),
    );
  });

  test('the time between two requests of a connection', async () => {
    await Promise.all(
      services.map(async (service) => {
        const connection = new RawConnection(service.port);
        connection.write(get(service, service.read, ''));
        const began = performance.now();
        await connection.closed;
        assert.deepEqual(
          connection.answers.map(({ status }) => status),
          [200],
          service.name,
        );
        assert.ok(performance.now() - began >= LIMITS.keepAliveMs, service.name);
      }),
    );
  });

  const waitFor = (seconds: number, key = KEYS.alice) =>
    clientOf(pipeline.gateway.url, key, 60_000).request(
      'POST',
      '/v1/channels/waits/messages',
      { text: 'x' },
      { prefer: `wait=${seconds}` },
    );

  test('the seconds of Prefer: wait', async () => {
    for (const seconds of [LIMITS.maxWaitSeconds, LIMITS.maxWaitSeconds + 1]) {
      const { status, headers } = await waitFor(seconds);
      assert.deepEqual([status, headers.get('preference-applied')], [200, `wait=${LIMITS.maxWaitSeconds}`]);
    }
  });

  test('the commands in progress, of one caller and of all', async () => {
    // Without a worker, each command that waits for its outcome stays in progress.
    await suspended(pipeline.worker);
    const held = [waitFor(20), waitFor(20)];
    const refusalOf = async (key: string) => {
      const answer = await clientOf(pipeline.gateway.url, key).send('waits', 'x');
      return answer.status === 202 ? undefined : answer;
    };
    const tooMany = await waitUntil(() => refusalOf(KEYS.alice), { what: 'both of alice to be in progress' });
    assert.equal(tooMany.body.type, '/problems/too-many-requests');
    assert.match(tooMany.body.detail, /\b2 commands\b/);
    assert.equal(tooMany.headers.get('retry-after'), '1');
    assert.equal(await refusalOf(KEYS.bob), undefined, 'one more is taken of another caller');
    held.push(waitFor(20, KEYS.bob));
    const overloaded = await waitUntil(() => refusalOf(KEYS.bob), { what: 'three to be in progress' });
    assert.equal(overloaded.body.type, '/problems/overloaded');
    assert.equal(overloaded.headers.get('retry-after'), '1');
    pipeline.worker.resume();
    for (const answer of await Promise.all(held)) assert.equal(answer.status, 200);
  });

  test('every other limit of HTTP is tried in another test', () => {
    for (const [setting, file] of Object.entries(TRIED_IN))
      assert.ok(existsSync(file), `${setting}: ${file}`);
  });
});
