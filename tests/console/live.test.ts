import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, test } from 'node:test';
import { waitUntil } from '../engines/condition.ts';
import { openEventSource, type TestEventSource } from '../server/operations/alerts/event-source.ts';
import { type RunningConsole, startConsole } from './start-console.ts';

let upstream: Server;
let served: RunningConsole;
let asked: IncomingMessage[] = [];
let answers: ServerResponse[] = [];
let opened: TestEventSource[] = [];

before(async () => {
  upstream = createServer((request, response) => {
    if (!request.url?.startsWith('/ops/v1/stream')) return void response.writeHead(404).end();
    asked.push(request);
    answers.push(response);
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
    });
    response.write('retry: 2000\n\n');
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  served = await startConsole(`http://127.0.0.1:${(upstream.address() as AddressInfo).port}`, {
    WAYBILL_CONSOLE_REQUEST_TIMEOUT_MS: '2000',
    WAYBILL_LIVE_HEARTBEAT_MS: '200',
    WAYBILL_OPERATOR_KEY: 'a-key-of-the-console',
  });
});

after(async () => {
  await served?.stop();
  upstream?.closeAllConnections();
  upstream?.close();
});

afterEach(() => {
  for (const source of opened) source.close();
  for (const answer of answers) answer.destroy();
  [asked, answers, opened] = [[], [], []];
});

async function open(headers: Record<string, string> = {}) {
  const source = await openEventSource(`${served.url}/ops/v1/stream`, headers);
  opened.push(source);
  const upstreamAnswer = await waitUntil(() => answers.at(-1));
  return { source, answer: upstreamAnswer, request: asked.at(-1)! };
}

const event = (n: number) => `id: e.${n}\nevent: alerts\ndata: {"n":${n}}\n\n`;

test('each event goes through the console at once, uncompressed, however small', async () => {
  const { source, answer, request } = await open({ 'accept-encoding': 'gzip, br', 'last-event-id': 'e.41' });
  assert.equal(source.status, 200);
  assert.match(source.headers['content-type'] ?? '', /^text\/event-stream/);
  assert.equal(source.headers['cache-control'], 'no-cache, no-transform');
  assert.equal(source.headers['x-accel-buffering'], 'no');
  assert.equal(source.headers['content-encoding'], undefined);
  assert.equal(request.headers['last-event-id'], 'e.41');
  assert.equal(request.headers.authorization, 'Bearer a-key-of-the-console');
  for (let n = 1; n <= 20; n += 1) {
    answer.write(event(n));
    // The next one is written only when this one is there: a buffer anywhere between would hold it for ever.
    await source.until('alerts', (data) => data.n === n);
  }
});

test('comments keep it open for longer than an answer may take', async () => {
  const { source, answer } = await open();
  const began = performance.now();
  while (performance.now() - began < 3_000) {
    const { comments } = source;
    answer.write(':\n\n');
    await waitUntil(() => source.comments > comments);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.equal(source.ended, 'no');
});

test('when the operations service falls silent, the console closes both streams', async () => {
  const { source, answer } = await open();
  answer.write(event(1));
  await source.until('alerts', ({ n }) => n === 1);
  await waitUntil(() => source.ended !== 'no');
  await waitUntil(() => answer.destroyed);
});

test('when the browser disconnects, the console disconnects from the operations service', async () => {
  const { source, answer } = await open();
  answer.write(event(1));
  await source.until('alerts', ({ n }) => n === 1);
  // Comments continue, so that silence does not end the stream.
  const beat = setInterval(() => answer.write(':\n\n'), 50);
  try {
    source.close();
    await waitUntil(() => answer.destroyed, { what: 'the console to disconnect' });
  } finally {
    clearInterval(beat);
  }
});

test('when the operations service ends it, so does the console', async () => {
  const { source, answer } = await open();
  answer.end(event(1));
  await source.until('alerts', ({ n }) => n === 1);
  await waitUntil(() => source.ended === 'end');
});
