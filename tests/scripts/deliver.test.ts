import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { HttpClient } from '../../scripts/client/http-client.ts';
import { deliver } from '../../scripts/send/deliver.ts';

/** The statuses that the server answers with, in turn, and the keys it got. */
let statuses: number[] = [];
let keys: unknown[] = [];
const server = createServer((request, response) => {
  keys.push(request.headers['idempotency-key']);
  const status = statuses.shift() ?? 500;
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(status === 202 ? { commandId: 'c' } : { type: '/problems/x', detail: 'No.' }));
});
let client: HttpClient;

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  client = new HttpClient(new URL(`http://127.0.0.1:${port}`), { connections: 1, timeoutMs: 10_000 });
});
after(() => {
  client.close();
  server.closeAllConnections();
  server.close();
});

const sent = (...answers: number[]) => {
  statuses = answers;
  keys = [];
  return deliver({ client, apiKey: 'key', retryForMs: 60_000, stopping: new AbortController().signal }, {
    key: 'line-1',
    request: { method: 'POST', path: '/v1/x', body: '{}', order: 'x' },
  } as Parameters<typeof deliver>[1]);
};

for (const status of [408, 409, 429, 500, 503, 504])
  test(`a command answered ${status} is sent again under its key`, async () => {
    const delivery = await sent(status, 202);
    assert.deepEqual([delivery.kind, keys], ['accepted', ['"line-1"', '"line-1"']]);
  });

for (const status of [400, 401, 404, 405, 413, 414, 415, 417, 422, 431])
  test(`a command answered ${status} is not sent again`, async () => {
    const delivery = await sent(status, 202);
    assert.deepEqual([delivery.kind, keys.length], ['refused', 1]);
  });
