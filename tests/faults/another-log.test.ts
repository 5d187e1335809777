import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { apiRequest } from '../../adapters/jetstream/connection/api-request.ts';
import { readLog } from '../../adapters/jetstream/streams/list-generations.ts';
import { startGeneration } from '../../adapters/jetstream/streams/start-generation.ts';
import { DEAD_LETTERS, OPERATIONS } from '../../adapters/jetstream/streams/stream-layout.ts';
import { openSqliteHistoryStore } from '../../adapters/sqlite/history/sqlite-history-store.ts';
import type { HistoryStore } from '../../contracts/ports/history-store.ts';
import { projectionFile } from '../../platform/configuration/data-paths.ts';
import { readSettings } from '../../platform/configuration/settings.ts';
import { historyProjection } from '../../workers/history/projection.ts';
import { beginRebuild } from '../../workers/rebuild/begin-rebuild.ts';
import { waitUntil } from '../engines/condition.ts';
import { freePort } from '../engines/free-port.ts';
import { openTestLink } from '../engines/log.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import { startPipeline, type TestPipeline } from '../engines/pipeline.ts';
import { startRole } from '../engines/role.ts';
import { OPERATOR_KEY } from '../server/operations/replay-bed.ts';

const skip = natsServerBinary() ? false : 'no nats-server';

describe('A store that was filled from another log', { skip }, () => {
  let pipeline: TestPipeline;
  let store: HistoryStore;
  let health = '';

  before(async () => {
    const port = await freePort();
    health = `http://127.0.0.1:${port}/health/ready`;
    pipeline = await startPipeline({
      environment: {
        WAYBILL_PARTITIONS: '1',
        WAYBILL_LOG_CHECK_MS: '500',
        WAYBILL_HEALTH_PORT: String(port),
        WAYBILL_OPERATOR_KEYS: `olga:${OPERATOR_KEY}`,
        WAYBILL_CONSUMER_SNAPSHOT_MS: '500',
        WAYBILL_ALERT_STATUS_FOR_MS: '1000',
      },
    });
    store = openSqliteHistoryStore({
      path: projectionFile(pipeline.dataDir, 'history'),
      timeoutMs: 5_000,
      maxCalls: 10,
      readers: 1,
    });
  });
  after(async () => {
    await store?.close();
    await pipeline?.stop();
  });

  async function onLog<Result>(
    work: (link: Awaited<ReturnType<typeof openTestLink>>['link']) => Promise<Result>,
  ) {
    const log = await openTestLink(pipeline.nats.url);
    try {
      return await work(log.link);
    } finally {
      await log.close();
    }
  }
  const logId = () => onLog(async (link) => (await readLog(link)).logId);

  /** Stops everything, changes the log, and starts everything again. */
  async function whileStopped(work: () => void | Promise<void>): Promise<void> {
    await Promise.all([pipeline.gateway.kill(), pipeline.worker.kill()]);
    await work();
    await Promise.all([pipeline.gateway.restart(), pipeline.worker.restart()]);
    const { url } = pipeline.gateway;
    await waitUntil(async () => (await fetch(`${url}/health/ready`)).ok, { what: 'the gateway' });
  }
  const obstacles = async () => JSON.stringify(await (await fetch(health)).json());
  const applied = async (channel: string) => {
    const { body } = await pipeline.alice.send(channel, 'hello');
    await pipeline.alice.status(body.commandId, 'applied');
    return body;
  };

  test('a partial loss and a repartition keep the identity of the log', async () => {
    await applied('kept');
    const before = await logId();
    assert.match(before!, /^[0-9a-f-]{36}$/);
    assert.equal(await store.filledFrom(), before);
    await whileStopped(() =>
      onLog(async (link) => {
        for (const stream of [DEAD_LETTERS, OPERATIONS]) await apiRequest(link, `STREAM.DELETE.${stream}`);
      }),
    );
    await applied('kept');
    assert.equal(await logId(), before, 'from the streams of events');
    await onLog((link) => startGeneration(link, readSettings({}), 1));
    await whileStopped(() =>
      onLog(async (link) => {
        for (const { config } of (await readLog(link)).generations.flatMap(({ streams }) => [
          ...streams.values(),
        ]))
          await apiRequest(link, `STREAM.DELETE.${config.name}`);
      }),
    );
    await applied('kept');
    assert.equal(await logId(), before, 'from the record');
  });

  test('the worker applies nothing to it, reads continue, and a rebuild fills it from this log', async () => {
    const sent = await applied('exchanged');
    for (const text of ['one', 'two', 'three']) {
      const edit = await pipeline.alice.request('PATCH', sent.resource, { text });
      await pipeline.alice.status(edit.body.commandId, 'applied');
    }
    const [before, hash] = [await logId(), await store.contentHash()];
    await whileStopped(async () => {
      await pipeline.nats.kill();
      rmSync(join(pipeline.nats.dataDir, 'jetstream'), { recursive: true });
      await pipeline.nats.restart();
    });
    assert.notEqual(await logId(), before);

    const edit = await pipeline.alice.request('PATCH', sent.resource, { text: 'to the new log' });
    assert.equal(edit.status, 202);
    const again = await pipeline.alice.send('exchanged', 'to the new log');
    await waitUntil(async () => /another log.*NATS_URL.*npm run rebuild -- history/.test(await obstacles()), {
      what: 'the worker to refuse',
    });
    for (const { body } of [edit, again]) {
      const status = await pipeline.alice.request('GET', body.status);
      assert.equal(status.body.state, 'accepted');
      assert.equal(status.body.projections.history.waitsFor.kind, 'operators');
      assert.equal(status.body.projections.history.reason.code, 'store-of-another-log');
    }
    const read = await pipeline.alice.request('GET', sent.resource);
    assert.equal(read.body.text, 'three');
    assert.equal(read.headers.get('waybill-behind'), 'unknown');
    assert.equal(await store.contentHash(), hash, 'nothing was written');
    assert.equal(await store.filledFrom(), before);

    const operations = await startRole('operations', pipeline.environment);
    try {
      const ops = async (path: string) => {
        const headers = { authorization: `Bearer ${OPERATOR_KEY}` };
        return (await (await fetch(`${operations.url}/ops/v1${path}`, { headers })).json()) as {
          consumers?: { consumer: string; status: string; why: string; lag: number }[];
          alerts?: { alert: string; severity: string; why: string }[];
        };
      };
      const consumer = await waitUntil(
        async () => (await ops('/consumers')).consumers?.find(({ status }) => status === 'waiting-for-store'),
        { what: 'the status of its consumer' },
      );
      assert.match(consumer.why, /another log.*npm run rebuild/);
      assert.equal(consumer.lag, 2);
      await waitUntil(async () => JSON.stringify(await ops('/alerts')).includes('another log'), {
        what: 'the alert',
      });
    } finally {
      await operations.kill();
    }

    await onLog((link) => beginRebuild(link, historyProjection.on(store, 'sqlite'), readSettings({})));
    await pipeline.alice.status(again.body.commandId, 'applied');
    // The message that it changes is only in the other log.
    await pipeline.alice.status(edit.body.commandId, 'processing', 'rejected');
    assert.equal(await store.filledFrom(), await logId());
    assert.equal((await fetch(health)).status, 200);
  });

  test('a store without a log id records the first log that it is used with', async () => {
    const { DatabaseSync } = await import('node:sqlite');
    await whileStopped(() => {
      const database = new DatabaseSync(projectionFile(pipeline.dataDir, 'history'));
      database.exec('UPDATE epoch SET log_id = NULL');
      database.close();
    });
    const epoch = await waitUntil(() => store.epochId().catch(() => null), { what: 'the epoch' });
    await waitUntil(async () => (await store.filledFrom()) === (await logId()), { what: 'the log' });
    assert.equal(await store.epochId(), epoch);
    await applied('older');
  });
});
