import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openSqliteHistoryStore } from '../../../adapters/sqlite/history/sqlite-history-store.ts';
import { projectionFile } from '../../../platform/configuration/data-paths.ts';
import { messageId, sent } from '../../contracts/history-changes.ts';
import { startPipeline, type TestPipeline } from '../../engines/pipeline.ts';

const MIB = 1024 ** 2;
const MESSAGES = 48;
const PAGES = 64;
/** The memory of all answers by their budget, plus the same amount of garbage. */
const MOST_GROWTH_MIB = 640;

let pipeline: TestPipeline;
before(async () => {
  pipeline = await startPipeline();
  const store = openSqliteHistoryStore({
    path: projectionFile(pipeline.dataDir, 'history'),
    timeoutMs: 60_000,
    maxCalls: 64,
    readers: 1,
  });
  const text = 'x'.repeat(MIB - 1_000);
  for (let n = 0; n < MESSAGES; n += 1)
    await store.apply([sent({ channelId: 'long', messageId: messageId(n + 1), version: n + 1, text })]);
  await store.close();
});
after(() => pipeline.stop());

/** The most memory the gateway has ever had, in MiB. */
function peakMib(): number {
  const status = readFileSync(join('/proc', String(pipeline.gateway.pid), 'status'), 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

test('64 pages of the longest messages at once: memory is limited, others are served, and every answer is right', {
  skip: process.platform === 'linux' ? false : 'reads /proc',
}, async (context) => {
  await pipeline.alice.request('GET', '/v1/channels/long/messages?limit=1');
  const before = peakMib();
  const pages = Array.from({ length: PAGES }, () =>
    pipeline.alice.request('GET', '/v1/channels/long/messages?limit=1000'),
  );
  let done = false;
  const all = Promise.all(pages).finally(() => {
    done = true;
  });
  const others: number[] = [];
  while (!done) {
    others.push((await fetch(`${pipeline.gateway.url}/health/live`)).status);
    others.push((await pipeline.alice.send('other', 'hello')).status);
  }
  const answers = await all;
  const grew = peakMib() - before;
  const served = answers.filter(({ status }) => status === 200);
  context.diagnostic(`${served.length} of ${PAGES} served, ${Math.round(grew)} MiB more`);
  assert.deepEqual([...new Set(others)], [200, 202]);
  for (const { status, body } of answers) {
    if (status === 503) continue;
    assert.equal(status, 200);
    assert.ok(body.messages.length >= 1 && body.messages.length < MESSAGES);
    assert.equal(body.messages[0].messageId, messageId(MESSAGES));
    assert.ok(body.next, 'the page ended early');
  }
  assert.ok(served.length > 0);
  assert.ok(grew < MOST_GROWTH_MIB, `${grew} MiB more`);
});

test('the next page continues where a page ended early, to the last message', async () => {
  const seen: string[] = [];
  for (let cursor = ''; ; ) {
    const { status, body } = await pipeline.alice.request(
      'GET',
      `/v1/channels/long/messages?limit=1000${cursor}`,
    );
    assert.equal(status, 200);
    seen.push(...body.messages.map((message: { messageId: string }) => message.messageId));
    if (body.next === null) break;
    cursor = `&cursor=${encodeURIComponent(body.next)}`;
  }
  assert.deepEqual(
    seen,
    Array.from({ length: MESSAGES }, (_, n) => messageId(MESSAGES - n)),
  );
});
