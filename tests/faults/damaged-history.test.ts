import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { streamInfo } from '../../adapters/jetstream/streams/stream-info.ts';
import { waitUntil } from '../engines/condition.ts';
import { freePort } from '../engines/free-port.ts';
import { openTestLink } from '../engines/log.ts';
import { startPipeline, type TestPipeline } from '../engines/pipeline.ts';
import { runTool } from '../scripts/run-tool.ts';
import { linesSince, readinessOf } from './worker-load.ts';

const MESSAGES = 400;
const LINES_A_MINUTE = 6;

/**
 * A store with a broken page takes every probe but refuses batches, since the probe's page is intact. Events wait, the
 * worker says in one sentence what to do, and doing it helps.
 */
describe('a history file with broken pages', () => {
  let pipeline: TestPipeline;
  before(async () => {
    pipeline = await startPipeline({
      environment: {
        WAYBILL_PARTITIONS: '1',
        WAYBILL_HEALTH_PORT: String(await freePort()),
        WAYBILL_CIRCUIT_LAST_BACKOFF_MS: '500',
        WAYBILL_OUTAGE_LOG_LINES: String(LINES_A_MINUTE),
      },
    });
  });
  after(() => pipeline?.stop());

  test('the worker waits without dead letters, logs few lines and says what to do; after that the history is complete', async () => {
    const { alice, worker, environment, dataDir } = pipeline;
    const path = join(dataDir, 'history.sqlite');
    const send = (n: number) => alice.send('broken', `${n} ${'x'.repeat(1_000)}`);
    for (let n = 0; n < MESSAGES; n += 50) {
      const answers = await Promise.all(Array.from({ length: 50 }, (_, at) => send(n + at)));
      if (n + 50 >= MESSAGES) await alice.status(answers.at(-1)!.body.commandId, 'applied');
    }
    await waitUntil(async () => (await alice.messages('broken')).length === MESSAGES, {
      what: 'all to be applied',
    });
    assert.equal(await worker.stop(), 0);
    const bytes = readFileSync(path);
    bytes.fill(0xa5, Math.ceil(bytes.length / 2 / 4_096) * 4_096);
    writeFileSync(path, bytes);
    await worker.restart();
    const since = Date.now();
    const { body } = await send(MESSAGES);

    const ready = await waitUntil(
      async () => {
        const { status, text } = await readinessOf(pipeline);
        return status === 503 && /damaged/.test(text) ? text : undefined;
      },
      { what: 'the worker to say so' },
    );
    assert.ok(
      ready.includes(`The history file ${path} is damaged. Run \`npm run rebuild -- history --yes\``),
      ready,
    );
    const read = await alice.request('GET', '/v1/channels/broken/messages');
    assert.equal(read.status, 503, JSON.stringify(read.body));
    // Ten of the longest backoffs. In each, the probe passed and the trial failed.
    await pause(5_000);
    const lines = linesSince(worker, since).filter(({ circuit, err }) => circuit || err);
    assert.ok(lines.length <= LINES_A_MINUTE, `${lines.length} lines`);
    assert.ok(
      !lines.some(({ circuit }) => circuit === 'closed'),
      'a probe that passes does not count as recovery',
    );
    const status = await alice.request('GET', `/v1/commands/${body.commandId}`);
    assert.ok(['accepted', 'processing'].includes(status.body.state), status.body.state);

    const rebuilt = await runTool('rebuild.ts', ['history', '--yes', '--hash'], environment);
    assert.equal(rebuilt.code, 0, rebuilt.stdout + rebuilt.stderr);
    assert.match(rebuilt.stdout, /Content before: unreadable \(SQLITE_CORRUPT\)/);
    await alice.status(body.commandId, 'applied');
    assert.equal((await alice.messages('broken')).length, MESSAGES + 1);
    await waitUntil(async () => (await readinessOf(pipeline)).status === 200, { what: 'readiness' });
    const log = await openTestLink(pipeline.nats.url);
    try {
      assert.equal((await streamInfo(log.link, 'DEAD_LETTERS'))!.state.messages, 0);
    } finally {
      await log.close();
    }
  });
});
