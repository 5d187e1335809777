import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { startCassandra, type TestCassandra, withoutCassandra } from '../engines/cassandra-server.ts';
import { waitUntil } from '../engines/condition.ts';
import { startPipeline } from '../engines/pipeline.ts';
import { startTcpProxy, type TestProxy } from '../engines/tcp-proxy.ts';
import { assertAllApplied, sendAccepted } from './accepted-commands.ts';
import { cassandraSettings } from './cassandra-settings.ts';
import { outageCodesSince } from './worker-load.ts';

describe('A killed worker, and a keyspace with too few replicas', { skip: withoutCassandra }, () => {
  let node: TestCassandra;
  let proxy: TestProxy;
  const settings = (keyspace: string, more = {}) =>
    cassandraSettings(`127.0.0.1:${proxy.port}`, keyspace, { WAYBILL_PARTITIONS: '2', ...more });

  before(async () => {
    node = await startCassandra({ startedOnce: true });
    proxy = await startTcpProxy(node.port);
  });
  after(async () => {
    await proxy?.stop();
    await node?.stop();
  });

  test('the worker is killed twenty times under load, while its store hangs and is cut off', async () => {
    const pipeline = await startPipeline({ environment: await settings('killed') });
    let over = false;
    const sending = sendAccepted(
      pipeline.alice,
      { count: 20_000, name: 'killed', senders: 4, restMs: 50 },
      () => over,
    );
    try {
      for (let kill = 1; kill <= 20; kill += 1) {
        if (kill === 6) await node.suspend();
        if (kill === 10) node.resume();
        if (kill === 14) await proxy.cut();
        if (kill === 17) await proxy.pass();
        await pause(50 + 10 * kill);
        await pipeline.worker.restart();
      }
      over = true;
      await assertAllApplied(pipeline, await sending);
    } finally {
      over = true;
      node.resume();
      await sending.catch(() => {});
      await pipeline.stop();
    }
  });

  test('too few replicas for a quorum: an outage that ends as soon as there are enough', async () => {
    const keyspace = 'replicas';
    const short = await startPipeline({
      environment: await settings(keyspace, { CASSANDRA_REPLICATION: `${node.localDataCenter}:3` }),
    });
    try {
      const accepted = await sendAccepted(short.alice, { count: 200, name: 'short' });
      await waitUntil(() => outageCodesSince(short.worker, 0).has('UNAVAILABLE'), {
        what: 'the circuit to open for want of replicas',
      });
      const read = await short.alice.request('GET', '/v1/channels/short-0/messages');
      assert.ok([200, 503].includes(read.status), JSON.stringify(read.body));
      await node.query(
        `ALTER KEYSPACE ${keyspace} WITH replication = {'class': 'NetworkTopologyStrategy', '${node.localDataCenter}': 1}`,
      );
      await assertAllApplied(short, accepted);
    } finally {
      await short.stop();
    }
  });
});
