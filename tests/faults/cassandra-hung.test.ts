import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { startCassandra, type TestCassandra, withoutCassandra } from '../engines/cassandra-server.ts';
import { waitUntil } from '../engines/condition.ts';
import { openTestLink, type TestLink } from '../engines/log.ts';
import { startPipeline, type TestPipeline } from '../engines/pipeline.ts';
import { startTcpProxy, type TestProxy } from '../engines/tcp-proxy.ts';
import { assertAllApplied, sendAccepted } from './accepted-commands.ts';
import { cassandraSettings } from './cassandra-settings.ts';
import { countDeliveries, linesSince, outageCodesSince, probesSince, readinessOf } from './worker-load.ts';

/** Probes per measurement: enough for the backoff to reach its maximum. */
const PROBES = 6;
const PARTITIONS = 2;
const BATCH = 100;

describe('Cassandra hangs, or its connections are refused', { skip: withoutCassandra }, () => {
  let node: TestCassandra;
  let proxy: TestProxy;
  let pipeline: TestPipeline;
  let log: TestLink;
  const settings = (keyspace: string, more = {}) =>
    cassandraSettings(`127.0.0.1:${proxy.port}`, keyspace, {
      WAYBILL_PARTITIONS: String(PARTITIONS),
      ...more,
    });

  before(async () => {
    node = await startCassandra({ startedOnce: true });
    proxy = await startTcpProxy(node.port);
    pipeline = await startPipeline({
      environment: await settings('hung', { WAYBILL_BATCH_MAX_EVENTS: String(BATCH) }),
    });
    log = await openTestLink(pipeline.nats.url);
    await assertAllApplied(pipeline, await sendAccepted(pipeline.alice, { count: 100, name: 'before' }));
  });
  after(async () => {
    await log?.close();
    await pipeline?.stop();
    await proxy?.stop();
    await node?.stop();
  });

  const probed = (times: number, since: number) =>
    waitUntil(() => probesSince(pipeline.worker, since) >= times, {
      timeoutMs: 60_000,
      what: `${times} probes of the store`,
    });

  test('hung for many ack waits (SIGSTOP): commands are accepted, the outage is reported, and all are applied after it', async () => {
    const since = Date.now();
    await node.suspend();
    try {
      const sending = sendAccepted(pipeline.alice, { count: 1_500, name: 'hung' });
      await probed(5, since);
      const accepted = await sending;
      const ready = await readinessOf(pipeline);
      assert.equal(ready.status, 503);
      assert.match(ready.text, /the store of history cannot be used/);
      const read = await pipeline.alice.request('GET', '/v1/channels/hung-0/messages');
      assert.equal(read.status, 503, JSON.stringify(read.body));
      assert.equal(read.body.type, '/problems/unavailable');
      const status = await pipeline.alice.request('GET', `/v1/commands/${accepted.at(-1)!.commandId}`);
      assert.equal(status.body.reason?.code, 'store-unreadable', JSON.stringify(status.body));
      node.resume();
      await assertAllApplied(pipeline, accepted);
    } finally {
      node.resume();
    }
  });

  test('connections are refused for a moment under load: the circuit opens, and that is all', async (context) => {
    const since = Date.now();
    let over = false;
    const sending = sendAccepted(
      pipeline.alice,
      { count: 20_000, name: 'refused', senders: 4, restMs: 2 },
      () => over,
    );
    await pause(300);
    await proxy.refuse();
    await waitUntil(() => outageCodesSince(pipeline.worker, since).size > 0, { what: 'the circuit to open' });
    await proxy.pass();
    await waitUntil(() => linesSince(pipeline.worker, since).some(({ msg }) => msg === 'the store is back'), {
      what: 'the circuit to close',
    });
    over = true;
    const accepted = await sending;
    await assertAllApplied(pipeline, accepted);
    context.diagnostic(
      `${accepted.length} accepted in that time, ${probesSince(pipeline.worker, since)} probes, because of ${[...outageCodesSince(pipeline.worker, since)]}`,
    );
  });

  test('a waiting worker causes the same load for any size of the backlog', async (context) => {
    await proxy.cut();
    const small = await sendAccepted(pipeline.alice, { count: 40, name: 'small' });
    const withSmall = await measure(context, 'small backlog');
    const large = await sendAccepted(pipeline.alice, { count: 3_000, name: 'large', senders: 32 });
    const withLarge = await measure(context, 'large backlog');
    assert.ok(withLarge.waiting > 2_000, `${withLarge.waiting} wait in the log`);
    assert.ok(
      withLarge.ackPending <= PARTITIONS * 3 * BATCH,
      `${withLarge.ackPending} ack pending, above the bound`,
    );
    for (const [what, measured] of Object.entries({ withSmall, withLarge })) {
      // Events of a pull that was already open don't count as fetches. On a starved machine some may be delivered
      // again.
      assert.ok(measured.delivered <= BATCH, `${what}: ${measured.delivered} fetched`);
      assert.ok(
        measured.lines <= 2 * PROBES + 2,
        `${what}: ${measured.lines} log lines for ${PROBES} probes`,
      );
      // Each probe connects, and the driver also tries to reconnect four times a second, over several addresses.
      const most = 4 * PROBES + measured.tookMs / 50;
      assert.ok(measured.connections <= most, `${what}: ${measured.connections} connections, not ${most}`);
    }
    await proxy.pass();
    await assertAllApplied(pipeline, [...small, ...large]);
  });

  /** Measures what the worker does during this many probes of its store. */
  async function measure(context: TestContext, what: string) {
    // Let work that was in progress when the backlog came finish.
    await probed(3, Date.now());
    const before = await countDeliveries(log.link);
    const [connections, ticks, since] = [proxy.connections, cpuTicks(pipeline.worker.pid), Date.now()];
    await probed(PROBES, since);
    const lines = linesSince(pipeline.worker, since);
    const after = await countDeliveries(log.link);
    const measured = {
      delivered: after.delivered - before.delivered,
      ackPending: after.ackPending,
      waiting: after.waiting,
      lines: lines.length,
      connections: proxy.connections - connections,
      tookMs: Date.now() - since,
      cpuMs: (cpuTicks(pipeline.worker.pid) - ticks) * 10,
    };
    context.diagnostic(`${what}: ${JSON.stringify(measured)}`);
    return measured;
  }
});

/** The processor time that a process has used, in hundredths of a second. */
function cpuTicks(pid: number): number {
  if (process.platform !== 'linux') return 0;
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}
