import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { mintCommandId, readCommandId } from '../../../contracts/command-id.ts';
import { KEYS, startPipeline, type TestPipeline } from '../../engines/pipeline.ts';

let pipeline: TestPipeline;
before(async () => {
  pipeline = await startPipeline();
});
after(() => pipeline.stop());

const json = { 'content-type': 'application/json' };

test('a 202 has what a client needs next', async () => {
  const before = Date.now();
  const { status, headers, body } = await pipeline.alice.send('general', 'Hello');
  assert.equal(status, 202);
  assert.equal(headers.get('location'), body.status);
  assert.equal(headers.get('retry-after'), '1');
  assert.equal(headers.get('x-correlation-id'), body.correlationId);
  assert.match(body.position, /^1-\d+-\d+$/);
  assert.equal(body.status, `/v1/commands/${body.commandId}?position=${body.position}`);
  assert.equal(body.resource, `/v1/channels/general/messages/${body.commandId}`);
  assert.ok(Date.parse(body.acceptedAt) >= before && Date.parse(body.acceptedAt) <= Date.now());
  assert.equal(
    `${readCommandId(body.commandId)?.generation}-${readCommandId(body.commandId)?.partition}`,
    body.position.slice(0, 3),
  );
});

test('the Location’s status becomes applied, and the resource is the message', async () => {
  const { body } = await pipeline.alice.send('general', 'Find me');
  const status = await pipeline.alice.status(body.commandId, 'applied');
  assert.equal(status.body.projections.history.proven, true);
  const hinted = await pipeline.alice.request('GET', body.status);
  assert.equal(hinted.body.state, 'applied');
  const message = await pipeline.alice.request('GET', body.resource);
  assert.equal(message.body.text, 'Find me');
  assert.equal(message.body.author, 'alice');
});

test('a position of another event in the URL only costs time; an invalid one is refused', async () => {
  const { body } = await pipeline.alice.send('general', 'x');
  await pipeline.alice.status(body.commandId, 'applied');
  const ask = (position: string) =>
    pipeline.alice.request('GET', `/v1/commands/${body.commandId}?position=${position}`);
  for (const position of ['1-0-1', '1-3-999999', '9-9-9']) {
    assert.equal((await ask(position)).body.state, 'applied', position);
  }
  for (const position of ['nonsense', '', '0-0-1', '1-0-1&position=1-0-1']) {
    const answer = await ask(position);
    assert.equal(answer.status, 400, position);
    assert.deepEqual([answer.body.errors[0].in, answer.body.errors[0].pointer], ['query', '/position']);
  }
});

test('a valid correlation id is kept; an invalid one is replaced and never repeated', async () => {
  const send = (id: string) =>
    pipeline.alice.request(
      'POST',
      '/v1/channels/general/messages',
      { text: 'x' },
      { 'x-correlation-id': id },
    );
  const fit = await send('order-7f3a.91:c2');
  assert.equal(fit.headers.get('x-correlation-id'), 'order-7f3a.91:c2');
  assert.equal(fit.body.correlationId, 'order-7f3a.91:c2');
  for (const unfit of ['<script>', 'a b', 'x'.repeat(129), '"', '-']) {
    const { headers, body } = await send(unfit);
    assert.notEqual(headers.get('x-correlation-id'), unfit);
    assert.equal(body.correlationId, headers.get('x-correlation-id'));
    assert.match(body.correlationId, /^[0-9a-f-]{36}$/);
  }
});

test('two identical commands without a key are two commands', async () => {
  const [one, two] = await Promise.all([
    pipeline.alice.send('twice', 'same'),
    pipeline.alice.send('twice', 'same'),
  ]);
  assert.notEqual(one.body.commandId, two.body.commandId);
});

test('Prefer: wait returns the outcome if it comes in time', async () => {
  const prefer = { prefer: 'respond-async, wait=10' };
  const applied = await pipeline.alice.request(
    'POST',
    '/v1/channels/general/messages',
    { text: 'w' },
    prefer,
  );
  assert.equal(applied.status, 200);
  assert.equal(applied.body.state, 'applied');
  assert.equal(applied.headers.get('preference-applied'), 'wait=10');
  const path = `/v1/channels/general/messages/${applied.body.commandId}`;
  const rejected = await pipeline.bob.request('PATCH', path, { text: 'mine now' }, prefer);
  assert.equal(rejected.status, 422);
  assert.equal(rejected.body.type, '/problems/command-rejected');
});

test('a longer wait counts as the longest, and one that is no whole number is refused before anything is accepted', async () => {
  const send = (wait: string) =>
    pipeline.alice.request('POST', '/v1/channels/waits/messages', { text: wait }, { prefer: `wait=${wait}` });
  const long = await send('2147483647');
  assert.deepEqual([long.status, long.headers.get('preference-applied')], [200, 'wait=30']);
  for (const wait of ['99999999999', 'soon', '-1', '1.5']) {
    const { status, body } = await send(wait);
    assert.deepEqual(
      [status, body.errors?.[0]],
      [
        400,
        {
          in: 'header',
          pointer: '/prefer',
          detail: 'must give `wait` in whole seconds, from 0 to 2147483647',
        },
      ],
    );
  }
  const texts = (await pipeline.alice.messages('waits')).map(({ text }) => text);
  assert.deepEqual(texts, ['2147483647']);
});

interface Refusal {
  what: string;
  method?: string;
  path?: string;
  body?: string | Buffer;
  headers?: Record<string, string>;
  status: number;
  type: string;
}

const refusals: Refusal[] = [
  { what: 'no JSON', body: '{"text":', status: 400, type: 'invalid-json' },
  { what: 'no UTF-8', body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), status: 400, type: 'invalid-json' },
  { what: 'no text', body: '{}', status: 400, type: 'invalid-request' },
  { what: 'empty text', body: '{"text":""}', status: 400, type: 'invalid-request' },
  { what: 'blank text', body: '{"text":" \\n\\t"}', status: 400, type: 'invalid-request' },
  { what: 'text of another type', body: '{"text":7}', status: 400, type: 'invalid-request' },
  { what: 'an unpaired surrogate', body: '{"text":"a\\ud800"}', status: 400, type: 'invalid-request' },
  { what: 'an unknown member', body: '{"text":"a","admin":true}', status: 400, type: 'invalid-request' },
  { what: 'a prototype', body: '{"text":"a","__proto__":{"x":1}}', status: 400, type: 'invalid-request' },
  {
    what: 'a constructor',
    body: '{"text":"a","constructor":{"prototype":1}}',
    status: 400,
    type: 'invalid-request',
  },
  { what: 'two texts', body: '{"text":"a","text":"b"}', status: 400, type: 'invalid-request' },
  {
    what: 'all white space of Unicode',
    body: JSON.stringify({
      text: '\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000',
    }),
    status: 400,
    type: 'invalid-request',
  },
  {
    what: 'a compressed body',
    body: gzipSync('{"text":"a"}'),
    headers: { 'content-encoding': 'gzip' },
    status: 415,
    type: 'unsupported-encoding',
  },
  { what: 'an array', body: '[]', status: 400, type: 'invalid-request' },
  { what: 'null', body: 'null', status: 400, type: 'invalid-request' },
  {
    what: '50,001 code points',
    body: JSON.stringify({ text: '😀'.repeat(50_001) }),
    status: 400,
    type: 'invalid-request',
  },
  {
    what: 'a channel that is a subject',
    path: '/v1/channels/a.b/messages',
    status: 400,
    type: 'invalid-request',
  },
  {
    what: 'a channel that is a wildcard',
    path: '/v1/channels/%3E/messages',
    status: 400,
    type: 'invalid-request',
  },
  {
    what: 'a channel that is CQL',
    path: '/v1/channels/x%27%3B--/messages',
    status: 400,
    type: 'invalid-request',
  },
  {
    what: 'a channel of 65 characters',
    path: `/v1/channels/${'c'.repeat(65)}/messages`,
    status: 400,
    type: 'invalid-request',
  },
  {
    what: 'a message id that is none',
    method: 'PATCH',
    path: '/v1/channels/c/messages/1',
    status: 400,
    type: 'invalid-request',
  },
  {
    what: 'a URL that is none',
    path: '/v1/channels/%E0%A4%A/messages',
    status: 400,
    type: 'invalid-request',
  },
  {
    what: 'an unquoted key',
    headers: { 'idempotency-key': 'abc' },
    status: 400,
    type: 'invalid-idempotency-key',
  },
  {
    what: 'an empty key',
    headers: { 'idempotency-key': '""' },
    status: 400,
    type: 'invalid-idempotency-key',
  },
  {
    what: 'two keys',
    headers: { 'idempotency-key': '"a", "b"' },
    status: 400,
    type: 'invalid-idempotency-key',
  },
  { what: 'no key to the API', headers: { authorization: '' }, status: 401, type: 'unauthorized' },
  {
    what: 'a wrong key to the API',
    headers: { authorization: 'Bearer nobody-at-all-1' },
    status: 401,
    type: 'unauthorized',
  },
  { what: 'another scheme', headers: { authorization: 'Basic YTpi' }, status: 401, type: 'unauthorized' },
  { what: 'no such path', path: '/v1/nothing', status: 404, type: 'not-found' },
  {
    what: 'a method that is not there',
    method: 'DELETE',
    path: '/v1/channels/general',
    status: 405,
    type: 'method-not-allowed',
  },
  {
    what: 'a body too large',
    body: `{"text":"${'x'.repeat(800_000)}"}`,
    status: 413,
    type: 'body-too-large',
  },
  {
    what: 'a form',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'text=a',
    status: 415,
    type: 'unsupported-media-type',
  },
  {
    what: 'plain text',
    headers: { 'content-type': 'text/plain' },
    body: '{"text":"a"}',
    status: 415,
    type: 'unsupported-media-type',
  },
];

for (const {
  what,
  method = 'POST',
  path = '/v1/channels/refused/messages',
  body = '{"text":"a"}',
  headers,
  status,
  type,
} of refusals) {
  test(`${what}: ${status} ${type}, and nothing is accepted`, async () => {
    const answer = await pipeline.alice.request(method, path, body, { ...json, ...headers });
    assert.equal(answer.status, status, JSON.stringify(answer.body));
    assert.equal(answer.body.type, `/problems/${type}`);
    assert.equal(answer.body.status, status);
    assert.ok(answer.body.detail.length > 10);
    assert.equal(answer.headers.get('content-type'), 'application/problem+json; charset=utf-8');
    assert.equal(answer.body.correlationId, answer.headers.get('x-correlation-id'));
    assert.equal((await pipeline.alice.messages('refused')).length, 0);
  });
}

test('405 names the allowed methods', async () => {
  const { headers } = await pipeline.alice.request('POST', '/v1/channels/general');
  assert.deepEqual(headers.get('allow')?.split(', '), ['GET', 'HEAD', 'PUT']);
});

test('50,000 code points of four bytes each, all escaped, are accepted and returned unchanged', async () => {
  const text = '😀'.repeat(50_000);
  const escaped = `{"text":"${'\\ud83d\\ude00'.repeat(50_000)}"}`;
  const { status, body } = await pipeline.alice.request('POST', '/v1/channels/long/messages', escaped, json);
  assert.equal(status, 202);
  await pipeline.alice.status(body.commandId, 'applied');
  assert.equal((await pipeline.alice.request('GET', body.resource)).body.text, text);
});

test('invalid HTTP is refused with a problem document too', async () => {
  const { port, hostname } = new URL(pipeline.gateway.url);
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write('NONSENSE\r\n\r\n'));
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });
  assert.match(answer, /^HTTP\/1\.1 400/);
  assert.match(answer, /application\/problem\+json/);
});

test('a body that never ends is cut off', async () => {
  const { port, hostname } = new URL(pipeline.gateway.url);
  const pending = httpRequest({
    port,
    hostname,
    method: 'POST',
    path: '/v1/channels/general/messages',
    headers: { ...json, authorization: `Bearer ${KEYS.alice}`, 'content-length': '100' },
  });
  pending.on('error', () => {});
  pending.write('{"text":');
  pending.destroy();
  assert.equal((await pipeline.alice.request('GET', '/health/live')).status, 200);
});

test('an edit or delete by anyone but the author is rejected and changes nothing', async () => {
  const sent = await pipeline.alice.send('owned', 'mine');
  await pipeline.alice.status(sent.body.commandId, 'applied');
  const edit = await pipeline.bob.request('PATCH', sent.body.resource, { text: 'yours' });
  const remove = await pipeline.bob.request('DELETE', sent.body.resource);
  for (const { status, body } of [edit, remove]) {
    assert.equal(status, 202);
    const judged = await pipeline.bob.status(body.commandId, 'rejected', 'applied');
    assert.equal(judged.body.state, 'rejected');
    assert.equal(judged.body.reason.code, 'not-the-author');
  }
  assert.equal((await pipeline.alice.request('GET', sent.body.resource)).body.text, 'mine');
});

test('the author edits and deletes; an edit after the delete is rejected', async () => {
  const sent = await pipeline.alice.send('owned', 'frist');
  const edit = await pipeline.alice.request('PATCH', sent.body.resource, { text: 'first' });
  await pipeline.alice.status(edit.body.commandId, 'applied');
  assert.equal((await pipeline.alice.request('GET', sent.body.resource)).body.text, 'first');
  const remove = await pipeline.alice.request('DELETE', sent.body.resource, undefined, json);
  await pipeline.alice.status(remove.body.commandId, 'applied');
  const late = await pipeline.alice.request('PATCH', sent.body.resource, { text: 'back' });
  const judged = await pipeline.alice.status(late.body.commandId, 'rejected', 'applied');
  assert.equal(judged.body.reason?.code, 'message-deleted');
  const message = await pipeline.alice.request('GET', sent.body.resource);
  assert.deepEqual([message.body.deleted, message.body.text], [true, '']);
});

test('an edit of a message that never existed is rejected', async () => {
  const path = '/v1/channels/owned/messages/01a20862-ece6-7540-8020-199329c5207d';
  const { body } = await pipeline.alice.request('PATCH', path, { text: 'x' });
  const judged = await pipeline.alice.status(body.commandId, 'rejected', 'applied');
  assert.equal(judged.body.reason.code, 'message-not-found');
});

test('an edit or delete that names a command which creates no message is rejected', async () => {
  const created = await pipeline.alice.request('PUT', '/v1/channels/owned', {});
  const sent = await pipeline.alice.send('owned', 'a message');
  const edited = await pipeline.alice.request('PATCH', sent.body.resource, { text: 'an edit' });
  const elsewhere = await pipeline.alice.send('elsewhere', 'a message');
  for (const { body } of [created, edited, elsewhere]) {
    const path = `/v1/channels/owned/messages/${body.commandId}`;
    for (const answer of [
      await pipeline.alice.request('PATCH', path, { text: 'x' }),
      await pipeline.alice.request('DELETE', path),
    ]) {
      const { body: judged } = await pipeline.alice.status(answer.body.commandId, 'rejected', 'applied');
      assert.deepEqual(
        [judged.state, judged.reason.code, judged.projections.history.waitsFor],
        ['rejected', 'message-not-found', null],
      );
    }
  }
});

test('channels are created once, and anyone can join', async () => {
  const found = await pipeline.alice.request('PUT', '/v1/channels/club', { title: 'The Club' });
  await pipeline.alice.status(found.body.commandId, 'applied');
  const second = await pipeline.bob.request('PUT', '/v1/channels/club', { title: 'My Club' });
  const judged = await pipeline.bob.status(second.body.commandId, 'rejected', 'applied');
  assert.equal(judged.body.reason?.code, 'channel-exists');
  for (const client of [pipeline.bob, pipeline.alice, pipeline.bob]) {
    const join = await client.request('PUT', '/v1/channels/club/members/me');
    await client.status(join.body.commandId, 'applied');
  }
  const club = await pipeline.alice.request('GET', '/v1/channels/club');
  assert.deepEqual([club.body.title, club.body.creator, club.body.members], ['The Club', 'alice', 2]);
  const members = await pipeline.alice.request('GET', '/v1/channels/club/members');
  assert.deepEqual(
    members.body.members.map(({ memberId }: { memberId: string }) => memberId),
    ['alice', 'bob'],
  );
});

test('a command that was never accepted is 404, by any id', async () => {
  const { body } = await pipeline.alice.send('general', 'x');
  const near = `${body.commandId.slice(0, -4)}0000`;
  const early = await pipeline.alice.request('GET', `/v1/commands/${near}`);
  assert.deepEqual([early.status, early.body.type], [404, '/problems/command-not-in-log']);
  for (const id of ['0192f7c1-5b0e-7c33-8d1e-4f2a9a3f04aa', '6ba7b810-9dad-11d1-80b4-00c04fd430c8']) {
    const answer = await pipeline.alice.request('GET', `/v1/commands/${id}`);
    assert.equal(answer.status, 404, id);
    assert.equal(answer.body.type, '/problems/command-never-accepted');
  }
  assert.equal((await pipeline.alice.request('GET', '/v1/commands/nonsense')).status, 400);
});

test('an id older than the log is 410: never held, not dropped', async () => {
  const { body } = await pipeline.alice.send('general', 'x');
  const { generation, partition } = readCommandId(body.commandId)!;
  const older = mintCommandId(generation, partition, Date.now() - 86_400_000);
  const answer = await pipeline.alice.request('GET', `/v1/commands/${older}`);
  assert.deepEqual([answer.status, answer.body.type], [410, '/problems/command-before-log']);
  assert.match(answer.body.detail, /^This log began after the id was created, so it never held this command/);
});

test('a read says how current it is', async () => {
  const { body } = await pipeline.alice.send('current', 'x');
  await pipeline.alice.status(body.commandId, 'applied');
  const sequence = Number(body.position.split('-')[2]);
  for (;;) {
    const { headers } = await pipeline.alice.request('GET', '/v1/channels/current/messages');
    if (headers.get('waybill-behind') === 'yes') continue;
    assert.equal(headers.get('waybill-behind'), 'no');
    assert.ok(Number(headers.get('waybill-applied-position')?.split('-')[2]) >= sequence);
    return;
  }
});

test('the API’s reference has the route of every command', async () => {
  const { body } = await pipeline.alice.request('GET', '/openapi.json');
  assert.equal(body.openapi, '3.1.0');
  assert.deepEqual(Object.keys(body.paths['/v1/channels/{channelId}/messages/{messageId}']).sort(), [
    'delete',
    'get',
    'patch',
  ]);
  assert.ok(body.paths['/v1/commands/{commandId}'].get);
  const dangling = [...JSON.stringify(body).matchAll(/#\/components\/schemas\/([A-Za-z]+)/g)].filter(
    ([, name]) => !body.components.schemas[name as string],
  );
  assert.deepEqual(dangling, []);
  const page = await pipeline.alice.request('GET', '/docs');
  assert.match(page.body, /<title>Waybill API reference/);
  const bare = await fetch(pipeline.gateway.url, { redirect: 'manual' });
  assert.deepEqual([bare.status, bare.headers.get('location')], [302, '/docs']);
});

test('every problem type links to its explanation', async () => {
  const { body } = await pipeline.alice.request('GET', '/problems/outcome-unknown');
  assert.equal(body.status, 504);
});
