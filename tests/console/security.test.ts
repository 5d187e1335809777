import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { isLoopbackHost } from '../../app/security/loopback-host.ts';
import { freePort } from '../engines/free-port.ts';
import { type OperationsFixture, startOperationsFixture } from './operations-fixture.ts';
import { type RunningConsole, startConsole } from './start-console.ts';

const OPERATOR_KEY = 'a-key-of-the-console';

let operations: OperationsFixture;
let served: RunningConsole;

before(async () => {
  operations = await startOperationsFixture();
  served = await startConsole(operations.url, {
    WAYBILL_CONSOLE_REQUEST_TIMEOUT_MS: '3000',
    WAYBILL_OPERATOR_KEY: OPERATOR_KEY,
  });
});

after(async () => {
  await served?.stop();
  await operations?.stop();
});

/** fetch would not let Host be set, nor a path be sent as it is. */
function send(
  path: string,
  options: { method?: string; host?: string; headers?: Record<string, string>; body?: string } = {},
) {
  const { hostname, port, host } = new URL(served.url);
  return new Promise<{ status: number; body: string; headers: NodeJS.Dict<string | string[]> }>(
    (resolve, reject) => {
      const headers = {
        host: options.host ?? host,
        connection: 'close',
        cookie: 'secret=1',
        authorization: 'Bearer x',
        ...options.headers,
      };
      request({ hostname, port, path, method: options.method ?? 'GET', headers }, async (answer) => {
        let body = '';
        for await (const chunk of answer.setEncoding('utf8')) body += chunk;
        resolve({ status: answer.statusCode ?? 0, body, headers: answer.headers });
      })
        .on('error', reject)
        .end(options.body);
    },
  );
}

test('only loopback names are hosts of the console', () => {
  for (const host of [
    'localhost',
    'localhost:7401',
    '127.0.0.1:7401',
    '127.1.2.3',
    '[::1]:7401',
    'LOCALHOST:1',
  ]) {
    assert.equal(isLoopbackHost(host), true, host);
  }
  const others = [
    'evil.example',
    '127.0.0.1.evil.example',
    'localhost.evil.example:7401',
    'a@127.0.0.1',
    '',
    null,
    '0.0.0.0',
    '10.0.0.1:7401',
    '127.0.0.1:7401 x',
  ];
  for (const host of others) assert.equal(isLoopbackHost(host), false, String(host));
});

test('a page and a read under another host name are refused, and the operations service is not asked', async () => {
  operations.requests.length = 0;
  for (const path of ['/commands', '/ops/v1/commands', '/', '/ops/v1/summaries?ids=a']) {
    const { status, body } = await send(path, { host: 'rebound.example:7401' });
    assert.equal(status, 403, path);
    assert.match(body, /loopback/);
  }
  assert.deepEqual(operations.requests, []);
});

test('every answer carries the security headers, and a page a fresh nonce', async () => {
  const pages = [await send('/commands'), await send('/commands')];
  const nonces = pages.map(({ headers }) => {
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.match(policy, /object-src 'none'/);
    assert.doesNotMatch(policy, /unsafe-/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.equal(headers['x-powered-by'], undefined);
    return /'nonce-([^']+)'/.exec(policy)?.[1];
  });
  assert.ok(nonces[0]);
  assert.notEqual(nonces[0], nonces[1]);
  for (const script of pages[0]?.body.match(/<script\b[^>]*>/g) ?? []) {
    assert.match(script, /nonce=/, script);
  }
  assert.equal((await send('/ops/v1/commands')).headers['x-content-type-options'], 'nosniff');
});

test('the proxy takes the routes of the operations API: another method is 405 with Allow, another path 404', async () => {
  operations.requests.length = 0;
  const refused = async (method: string, path: string, status: number, allow?: string) => {
    const { headers, body, ...answer } = await send(path, { method });
    assert.equal(answer.status, status, `${method} ${path}`);
    assert.equal(headers.allow, allow, `${method} ${path}`);
    assert.equal(JSON.parse(body).status, status);
  };
  for (const method of ['PUT', 'PATCH', 'DELETE', 'POST'])
    await refused(method, '/ops/v1/commands', 405, 'GET');
  await refused('GET', '/ops/v1/replays/r-0/pause', 405, 'POST');
  await refused('DELETE', '/ops/v1/replays', 405, 'POST, GET');
  for (const path of ['/ops/v1', '/ops/v1/anything', '/ops/v2/commands', '/ops/health/live', '/ops/metrics'])
    await refused('GET', path, 404);
  assert.deepEqual(operations.requests, []);
});

test('a problem of the console is one of the table, and a part of a path that none can carry is named', async () => {
  operations.requests.length = 0;
  const typeOf = async (path: string) => JSON.parse((await send(path)).body).type;
  assert.equal(await typeOf('/ops/v1/anything'), '/problems/not-found');
  assert.equal(await typeOf('/ops/v1/replays/r-0/pause'), '/problems/method-not-allowed');
  for (const part of ['a%2Fb', 'a%5Cb', 'a%00', '%0a', '%7f', '%C2%85']) {
    const { status, body } = await send(`/ops/v1/traces/${part}`);
    const { type, detail, errors } = JSON.parse(body);
    assert.deepEqual(
      [status, type, errors[0].pointer],
      [400, '/problems/invalid-request', '/correlationId'],
      part,
    );
    assert.match(
      detail,
      /^The path parameter `correlationId` must not have a slash, a backslash or a control/,
    );
  }
  assert.deepEqual(operations.requests, []);
});

test('names of every kind reach the operations service as they are', async () => {
  for (const name of ['order:4711', 'billing:v2', 'früh', '注文', '100%', 'a+b@c']) {
    operations.requests.length = 0;
    const sent = encodeURIComponent(name);
    await send(`/ops/v1/consumers/ORDERS/${sent}`);
    await send(`/ops/v1/traces/${sent}`);
    assert.deepEqual(operations.requests, [
      `GET /ops/v1/consumers/ORDERS/${sent}`,
      `GET /ops/v1/traces/${sent}`,
    ]);
  }
  operations.requests.length = 0;
  // Clients need not encode what may stand in a path as it is.
  await send('/ops/v1/traces/order:4711');
  assert.deepEqual(operations.requests, ['GET /ops/v1/traces/order%3A4711']);
});

test('the page of a name of any kind asks the operations service for that name', async () => {
  const names = ['order:4711', 'a@b', 'früh', '注文', '100%', "o'brien", 'a+b=c&d', 'x'.repeat(128)];
  for (const name of names) {
    const sent = encodeURIComponent(name);
    for (const [page, path] of [
      [`/traces/${sent}`, `/ops/v1/traces/${sent}`],
      [`/consumers/ORDERS/${sent}`, `/ops/v1/consumers/ORDERS/${sent}`],
      [`/dead-letters/${sent}.1-0-7`, `/ops/v1/dead-letters/${sent}.1-0-7`],
    ] as const) {
      operations.requests.length = 0;
      await send(page);
      const asked = operations.requests.map((request) => request.split('?')[0]);
      assert.ok(asked.includes(`GET ${path}`), `${page}: ${asked.join(', ')}`);
    }
  }
});

test('an action is accepted only from the console’s own pages, as JSON, and within limits', async () => {
  const path = '/ops/v1/dead-letters/history.1-0-1/actions';
  const json = { 'content-type': 'application/json' };
  const own = { origin: served.url, 'sec-fetch-site': 'same-origin' };
  const post = (headers: Record<string, string>, body = '{"kind":"held"}') =>
    send(path, { method: 'POST', headers: { ...headers, 'content-length': String(body.length) }, body });
  operations.requests.length = 0;
  assert.equal((await post(json)).status, 403, 'no origin');
  assert.equal((await post({ ...json, origin: 'http://evil.example' })).status, 403, 'another site');
  assert.equal((await post({ ...json, origin: 'null' })).status, 403, 'a sandboxed frame');
  const { port } = new URL(served.url);
  assert.equal(
    (await post({ ...json, origin: `http://127.0.0.1:${Number(port) + 1}` })).status,
    403,
    'a port',
  );
  assert.equal((await post({ ...json, ...own, 'sec-fetch-site': 'same-site' })).status, 403, 'same site');
  assert.equal((await post({ ...own, 'content-type': 'text/plain' })).status, 415);
  assert.equal((await post({ ...own, ...json }, 'x'.repeat(1_000_000))).status, 413);
  assert.deepEqual(operations.requests, []);
  operations.authorizations.length = 0;
  // The fixture knows no actions. The test only checks that it got the POST with the console's key.
  assert.equal((await post({ ...own, ...json })).status, 404);
  assert.deepEqual(operations.requests, [`POST ${path}`]);
  assert.deepEqual(operations.authorizations, [`Bearer ${OPERATOR_KEY}`]);
});

test('no path leads out of /ops', async () => {
  operations.requests.length = 0;
  const paths = [
    '/ops/../v1/commands',
    '/ops/%2e%2e/secret',
    '/ops/v1/%2e%2e%2f%2e%2e%2fsecret',
    '/ops/v1/..%2f..%2fsecret',
    '/ops//evil.example/x',
    '/ops/v1/a%2fb',
  ];
  for (const path of paths) await send(path);
  for (const asked of operations.requests) {
    assert.match(asked, /^GET \/ops\/(?!.*(\/|%2f)\.\.(\/|%2f|$))/i, asked);
    assert.doesNotMatch(new URL(asked.slice(4), 'http://x').pathname, /^\/secret/);
  }
});

test('the answer’s status, body and query pass through', async () => {
  operations.requests.length = 0;
  const { status, body, headers } = await send('/ops/v1/commands?limit=7');
  assert.equal(status, 200);
  assert.deepEqual(JSON.parse(body).commands, []);
  assert.equal(headers['cache-control'], 'no-store');
  assert.deepEqual(operations.requests, ['GET /ops/v1/commands?limit=7']);
  operations.mode = { kind: 'log-down' };
  const down = await send('/ops/v1/commands?limit=7');
  operations.mode = { kind: 'well' };
  assert.equal(down.status, 503);
  assert.equal(JSON.parse(down.body).type, '/problems/unavailable');
});

test('an operations service that is late, cuts the connection or is unreachable is reported as that', async () => {
  operations.mode = { kind: 'slow', ms: 60_000 };
  const late = await send('/ops/v1/commands');
  operations.mode = { kind: 'cut' };
  const cut = await send('/ops/v1/commands');
  operations.mode = { kind: 'well' };
  assert.equal(late.status, 504);
  assert.equal(JSON.parse(late.body).type, '/problems/operations-late');
  assert.match(JSON.parse(late.body).detail, /did not answer within 3000 ms/);
  assert.equal(cut.status, 502);
  assert.equal(JSON.parse(cut.body).type, '/problems/operations-unreachable');
  assert.match(JSON.parse(cut.body).detail, /cannot be reached/);
});

test('a page is sent in bounded time when the operations service hangs, is unreachable or unknown', async () => {
  operations.mode = { kind: 'slow', ms: 60_000 };
  const began = performance.now();
  const page = await send('/commands');
  assert.equal(page.status, 200);
  assert.ok(performance.now() - began < 30_000);
  operations.mode = { kind: 'well' };
  const gone = await startConsole(`http://127.0.0.1:${await freePort()}`);
  try {
    assert.equal((await fetch(`${gone.url}/commands`)).status, 200);
  } finally {
    await gone.stop();
  }
  const unknown = await startConsole('');
  try {
    assert.equal((await fetch(`${unknown.url}/commands`)).status, 200);
    const answer = await fetch(`${unknown.url}/ops/v1/commands`);
    assert.equal(answer.status, 502);
    assert.match(((await answer.json()) as { detail: string }).detail, /WAYBILL_OPERATIONS_URL/);
  } finally {
    await unknown.stop();
  }
});

test('the console calls the operations service with its own key, which no browser gets to see', async () => {
  operations.authorizations.length = 0;
  const answers = [await send('/ops/v1/commands?limit=1'), await send('/commands')];
  assert.ok(operations.authorizations.length >= 2);
  assert.deepEqual(new Set(operations.authorizations), new Set([`Bearer ${OPERATOR_KEY}`]));
  for (const { body, headers } of answers) {
    assert.ok(!body.includes(OPERATOR_KEY) && !JSON.stringify(headers).includes(OPERATOR_KEY));
  }
});
