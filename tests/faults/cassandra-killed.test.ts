import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { findPrograms } from '../../scripts/bootstrap/find-program.mjs';
import { startCassandra, type TestCassandra, withoutCassandra } from '../engines/cassandra-server.ts';
import { waitUntil } from '../engines/condition.ts';
import { openTestLink } from '../engines/log.ts';
import { startPipeline, type TestPipeline } from '../engines/pipeline.ts';
import { assertAllApplied, sendAccepted } from './accepted-commands.ts';
import { cassandraSettings } from './cassandra-settings.ts';
import { assertReportedAfter, assertReportedDuring, startReporting } from './reported-by-operations.ts';
import { countDeliveries, outageCodesSince, probesSince, readinessOf } from './worker-load.ts';

/** Sets a limit of a running process. Linux only. */
const prlimit = findPrograms('prlimit')[0] ?? '';

describe('Cassandra down', { skip: withoutCassandra }, () => {
  let node: TestCassandra;
  before(async () => {
    node = await startCassandra();
  });
  after(() => node?.stop());

  const down = (pipeline: TestPipeline, since: number, probes: number) =>
    waitUntil(() => probesSince(pipeline.worker, since) >= probes, {
      timeoutMs: 60_000,
      what: `${probes} probes`,
    });

  test('killed, and down for many ack waits and backoffs, while 5,000 commands arrive', async (context) => {
    const pipeline = await startPipeline({
      nats: { sync: 'always' },
      environment: await cassandraSettings(node.contactPoint, 'killed'),
    });
    const { link, close } = await openTestLink(pipeline.nats.url);
    const recorded = await startReporting(pipeline);
    try {
      const first = await sendAccepted(pipeline.alice, { count: 100, name: 'first' });
      await assertAllApplied(pipeline, first);
      // Some of these are being applied when it is killed.
      const second = await sendAccepted(pipeline.alice, { count: 300, name: 'second' });
      await node.kill();
      const since = Date.now();
      const during = await sendAccepted(pipeline.alice, { count: 5_000, name: 'during', channels: 50 });
      await down(pipeline, since, 20);
      const waited = Date.now() - since;
      await assertReportedDuring(recorded, [...first, ...second, ...during], during);
      const left = await countDeliveries(link);
      assert.ok(left.ackPending + left.waiting >= 5_000);
      assert.equal((await readinessOf(pipeline)).status, 503);
      await node.restart();
      const back = Date.now();
      await assertAllApplied(pipeline, [...first, ...second, ...during]);
      context.diagnostic(
        `down for ${waited} ms and its start; all applied and checked ${Date.now() - back} ms later`,
      );
      assert.equal((await readinessOf(pipeline)).status, 200);
      await assertReportedAfter(recorded, [...first, ...second, ...during]);
    } finally {
      await recorded.role.kill();
      await close();
      await pipeline.stop();
    }
  });

  test('its disk is full: it stops answering, and works again after a restart with free space', {
    skip: !prlimit && 'no prlimit',
  }, async () => {
    const pipeline = await startPipeline({
      environment: await cassandraSettings(node.contactPoint, 'full'),
    });
    try {
      const before = await sendAccepted(pipeline.alice, { count: 100, name: 'before' });
      await assertAllApplied(pipeline, before);
      const since = Date.now();
      // Larger files can't be created any more, so neither can a further segment of its commit log.
      execFileSync(prlimit, ['--pid', String(node.pid), `--fsize=${2 << 20}:`]);
      const text = 'x'.repeat(40_000);
      const refused = () => outageCodesSince(pipeline.worker, since).has('ECONNREFUSED');
      const during = await sendAccepted(
        pipeline.alice,
        { count: 5_000, name: 'during', text, senders: 8 },
        refused,
      );
      assert.ok(refused(), 'Cassandra ended its connections');
      await down(pipeline, since, 4);
      await node.restart();
      await assertAllApplied(pipeline, [...before, ...during]);
    } finally {
      await pipeline.stop();
    }
  });
});
