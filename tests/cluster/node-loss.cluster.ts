import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { streamInfo } from '../../adapters/jetstream/streams/stream-info.ts';
import { natsTargetOf } from '../../platform/configuration/nats-target.ts';
import { startCassandraCluster, type TestCluster } from '../engines/cassandra-cluster.ts';
import { withoutCassandra } from '../engines/cassandra-server.ts';
import { type Client, clientOf } from '../engines/client.ts';
import { waitUntil } from '../engines/condition.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import { KEYS, startPipeline, type TestPipeline } from '../engines/pipeline.ts';
import { CHANNELS, startLoad } from './steady-load.ts';

describe('three nodes of Cassandra', {
  skip: withoutCassandra || (!natsServerBinary() && 'no nats-server'),
}, () => {
  let cluster: TestCluster;
  let pipeline: TestPipeline;
  let client: Client;
  let link: NatsLink;

  before(async () => {
    cluster = await startCassandraCluster();
    pipeline = await startPipeline({
      environment: {
        WAYBILL_STORES: 'history:cassandra',
        CASSANDRA_CONTACT_POINTS: cluster.contactPoints.join(','),
        CASSANDRA_REPLICATION: 'datacenter1:3',
        WAYBILL_CALLER_RATE: '10000',
      },
    });
    client = clientOf(pipeline.gateway.url, KEYS.alice, 30_000);
    link = new NatsLink({
      target: natsTargetOf({ natsUrl: pipeline.nats.url }),
      name: 'test',
      connectTimeoutMs: 500,
      pingIntervalMs: 5_000,
      requestTimeoutMs: 1_000,
    });
    await link.whenUp(5_000);
    const { body } = await client.send('first', 'the tables are made');
    await waitUntil(
      async () => (await client.request('GET', `/v1/commands/${body.commandId}`)).body.state === 'applied',
      { timeoutMs: 90_000, what: 'the first command to be applied' },
    );
  });
  after(async () => {
    await link?.close();
    await pipeline?.stop();
    await cluster?.stop();
  });

  const circuitSince = (begin: number) =>
    pipeline.worker
      .log()
      .split('\n')
      .filter((line) => /"circuit":"(open|closed)"/.test(line) && line.startsWith('{'))
      .map(
        (line) => JSON.parse(line) as { circuit: string; time: string | number; err?: { message: string } },
      )
      .filter(({ time }) => new Date(time).getTime() >= begin);

  /** Asserts that every accepted message is in the history once, and that there is no dead letter. */
  async function assertAllThere(accepted: ReadonlyMap<string, string>, name: string): Promise<void> {
    const counted = async () => {
      const found = new Map<string, number>();
      for (let n = 0; n < CHANNELS; n += 1) {
        for (const { text } of await client.messages(`${name}-${n}`))
          found.set(text, (found.get(text) ?? 0) + 1);
      }
      return found;
    };
    const found = await waitUntil(
      async () => {
        const now = await counted();
        return [...accepted.keys()].every((text) => now.has(text)) ? now : undefined;
      },
      { timeoutMs: 120_000, intervalMs: 500, what: 'all accepted messages to be in the history' },
    );
    assert.deepEqual(
      [...found].filter(([, times]) => times !== 1),
      [],
    );
    assert.equal((await streamInfo(link, 'DEAD_LETTERS'))!.state.messages, 0);
  }

  test('one node is killed and restarted under load: no command and no read fails', async (context) => {
    const begin = Date.now();
    const load = startLoad(client, 'one');
    await load.more(1_000);
    await cluster.nodes[1]!.kill();
    await load.more(3_000);
    await cluster.nodes[1]!.restart();
    await load.more(1_000);
    const outcome = await load.stop();
    const changes = circuitSince(begin);
    context.diagnostic(JSON.stringify({ ...outcome, circuit: changes.length }));
    for (const { circuit, err } of changes) context.diagnostic(`${circuit} ${err?.message.slice(0, 150)}`);
    assert.deepEqual(load.refused, []);
    assert.deepEqual(load.failedReads, []);
    await assertAllThere(load.accepted, 'one');
    assert.notEqual(circuitSince(begin).at(-1)?.circuit, 'open', 'a circuit that opened has closed');
  });

  test('two nodes are killed: commands are accepted during the outage, which ends without help once there is a quorum', async (context) => {
    const begin = Date.now();
    const load = startLoad(client, 'two');
    await load.more(500);
    await Promise.all([cluster.nodes[1]!.kill(), cluster.nodes[2]!.kill()]);
    await waitUntil(() => circuitSince(begin).some(({ circuit }) => circuit === 'open'), {
      timeoutMs: 60_000,
      what: 'the circuit to open',
    });
    await load.more(2_000);
    await cluster.nodes[1]!.restart();
    await load.more(500);
    const outcome = await load.stop();
    context.diagnostic(JSON.stringify(outcome));
    for (const { circuit, err } of circuitSince(begin))
      context.diagnostic(`${circuit} ${err?.message.slice(0, 150)}`);
    assert.deepEqual(load.refused, []);
    await assertAllThere(load.accepted, 'two');
    await cluster.nodes[2]!.restart();
    assert.equal(circuitSince(begin).at(-1)?.circuit, 'closed');
  });
});
