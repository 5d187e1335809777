import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { type CallOperations, operationsClient } from '../../components/api/client.ts';
import { OperationsFailure } from '../../components/api/read-answer.ts';
import { operationsRequest } from '../../contracts/routes/operations-request.ts';

const asked: { line: string; headers: Record<string, unknown>; body: string }[] = [];
let answer: (response: ServerResponse) => void = () => {};
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  asked.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
  answer(response);
});
let call: CallOperations;

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  call = operationsClient(() => ({ origin, headers: { authorization: 'Bearer key' }, timeoutMs: 300 }));
});
after(() => {
  server.closeAllConnections();
  server.close();
});

const json = (status: number, body: unknown) => (response: ServerResponse) => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};

test('a call follows its route’s declaration: parameters in the path, query values, the body as JSON', async () => {
  asked.length = 0;
  answer = json(200, { total: 7 });
  const { total } = await call('GET /ops/v1/dead-letters', {
    query: { state: ['open', 'on-hold'], q: 'too big & old', limit: 5, cursor: undefined },
  });
  assert.equal(total, 7);
  await call('GET /ops/v1/traces/:correlationId', { params: { correlationId: 'order:4711' } });
  await call('POST /ops/v1/consumers/:stream/:consumer/resume', {
    params: { stream: 'ORDERS', consumer: 'früh' },
    body: { requestId: 'a', reason: undefined },
  });
  assert.deepEqual(
    asked.map(({ line }) => line),
    [
      'GET /ops/v1/dead-letters?state=open%2Con-hold&q=too+big+%26+old&limit=5',
      'GET /ops/v1/traces/order%3A4711',
      'POST /ops/v1/consumers/ORDERS/fr%C3%BCh/resume',
    ],
  );
  assert.deepEqual(
    asked.map(({ headers, body }) => [headers.authorization, headers['content-type'], body]),
    [
      ['Bearer key', undefined, ''],
      ['Bearer key', undefined, ''],
      ['Bearer key', 'application/json', '{"requestId":"a"}'],
    ],
  );
  const { path } = operationsRequest('GET /ops/v1/actions/export', {
    query: { target: 'replay', targetId: 'r-1' },
  });
  assert.equal(path, '/ops/v1/actions/export?target=replay&targetId=r-1');
});

test('a refusal is one error, with its problem if it has one', async () => {
  const problem = { type: '/problems/alert-unknown', title: 'T', status: 404, detail: 'No such alert.' };
  answer = json(404, problem);
  const refused = await call('GET /ops/v1/alerts/:id', { params: { id: 'x' } }).catch((error) => error);
  assert.ok(refused instanceof OperationsFailure);
  assert.deepEqual([refused.status, refused.message, refused.problem], [404, 'No such alert.', problem]);
  answer = (response) => response.writeHead(502).end('<html>');
  const broken = await call('GET /ops/v1/alerts', {}).catch((error) => error);
  assert.ok(broken instanceof OperationsFailure);
  assert.deepEqual([broken.status, broken.problem], [502, null]);
});

test('a call ends by its timeout, or when its caller ends it', async () => {
  answer = () => {};
  await assert.rejects(call('GET /ops/v1/alerts', {}), { name: 'TimeoutError' });
  const ending = new AbortController();
  const ended = call('GET /ops/v1/alerts', {}, ending.signal);
  ending.abort();
  await assert.rejects(ended, { name: 'AbortError' });
});
