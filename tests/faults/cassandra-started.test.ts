import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { withoutCassandra } from '../engines/cassandra-server.ts';
import { waitUntil } from '../engines/condition.ts';
import { startPipeline } from '../engines/pipeline.ts';
import { type SharedCassandra, shareCassandra } from '../engines/shared-cassandra.ts';
import { startTcpProxy, type TestProxy } from '../engines/tcp-proxy.ts';
import { assertAllApplied, sendAccepted } from './accepted-commands.ts';
import { cassandraSettings } from './cassandra-settings.ts';
import { probesSince, readinessOf } from './worker-load.ts';

describe('No Cassandra yet', { skip: withoutCassandra }, () => {
  let node: SharedCassandra;
  let proxy: TestProxy;
  before(async () => {
    node = await shareCassandra();
    proxy = await startTcpProxy(node.port);
    await proxy.refuse();
  });
  after(async () => {
    await proxy?.stop();
    await node?.stop();
  });

  test('gateway and worker start before Cassandra and its tables exist', async () => {
    const pipeline = await startPipeline({
      environment: await cassandraSettings(`127.0.0.1:${proxy.port}`, 'not_yet_there'),
    });
    try {
      const since = Date.now();
      const accepted = await sendAccepted(pipeline.alice, { count: 500, name: 'started' });
      await waitUntil(() => probesSince(pipeline.worker, since) >= 4, { what: 'four probes' });
      const read = await pipeline.alice.request('GET', '/v1/channels/started-0/messages');
      assert.equal(read.status, 503, JSON.stringify(read.body));
      assert.equal(read.body.type, '/problems/unavailable');
      assert.match(read.headers.get('content-type') ?? '', /^application\/problem\+json/);
      const status = await pipeline.alice.request('GET', `/v1/commands/${accepted[0]!.commandId}`);
      assert.equal(status.status, 200);
      assert.equal(status.body.reason?.code, 'store-unreadable', JSON.stringify(status.body));
      assert.equal((await readinessOf(pipeline)).status, 503);
      await proxy.pass();
      await assertAllApplied(pipeline, accepted);
    } finally {
      await pipeline.stop();
    }
  });
});
