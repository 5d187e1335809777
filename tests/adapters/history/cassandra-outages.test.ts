import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { disconnectClient } from '../../../adapters/cassandra/disconnect-client.ts';
import { makeClient } from '../../../adapters/cassandra/make-client.ts';
import { type FailureClass, StoreFailure } from '../../../contracts/ports/store-failure.ts';
import openCassandraHistory from '../../contracts/fixtures/open-cassandra-history.ts';
import { edited, messageId, sent } from '../../contracts/history-changes.ts';
import type { ReadableHistory } from '../../contracts/history-reads.ts';
import { startCassandra, type TestCassandra, withoutCassandra } from '../../engines/cassandra-server.ts';
import { waitUntil } from '../../engines/condition.ts';
import { startTcpProxy, type TestProxy } from '../../engines/tcp-proxy.ts';

const is = (failureClass: FailureClass, code?: RegExp) => (error: unknown) =>
  error instanceof StoreFailure && error.failureClass === failureClass && (code?.test(error.code) ?? true);

describe('Cassandra in trouble', { skip: withoutCassandra }, () => {
  let node: TestCassandra;
  /** In front of the node: a connection that it refuses looks as if the node were down. */
  let proxy: TestProxy;
  let keyspaces = 0;
  const opened: ReadableHistory[] = [];

  const keyspaceName = () => `outage_${++keyspaces}`;
  const open = (keyspace: string, timeoutMs = 10_000, port = node.port): ReadableHistory => {
    const contactPoint = `127.0.0.1:${port}`;
    const store = openCassandraHistory(JSON.stringify({ contactPoint, port, keyspace, timeoutMs }));
    opened.push(store);
    return store;
  };
  const succeeds = (work: () => Promise<unknown>) =>
    waitUntil(() => work().then(() => true), { what: 'the store to come back' });

  before(async () => {
    node = await startCassandra();
    proxy = await startTcpProxy(node.port);
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
  });
  after(async () => {
    await proxy?.stop();
    await node?.stop();
  });

  test('kill -9 under load: no acknowledged write is missing, and the store recovers', async () => {
    const store = open(keyspaceName());
    // A node that has just started needs some time to create a keyspace and its tables.
    await succeeds(() => store.probe());
    const acknowledged: number[] = [];
    const failures: unknown[] = [];
    let number = 0;
    let goOn = true;
    const batch = 8;
    const load = async (writer: number) => {
      while (goOn) {
        const numbers = Array.from({ length: batch }, () => ++number);
        const changes = numbers.map((n) =>
          sent({ channelId: `load-${writer % 4}`, messageId: messageId(n), version: n, text: `${n}` }),
        );
        await store.apply(changes).then(
          () => acknowledged.push(...numbers.map((n) => n * 4 + (writer % 4))),
          (error) => {
            failures.push(error);
            goOn = false;
          },
        );
      }
    };
    const loads = Array.from({ length: 32 }, (_, writer) => load(writer));
    await waitUntil(() => acknowledged.length > 3_000, { timeoutMs: 120_000, what: 'load' });
    await node.kill();
    await Promise.all(loads);
    assert.ok(failures.length > 0);
    for (const failure of failures) assert.ok(is('outage')(failure), String(failure));
    await assert.rejects(store.apply([sent()]), is('outage'));
    await node.restart();
    await succeeds(() => store.apply([sent({ messageId: messageId(0) })]));
    const present = new Set<number>();
    for (let channel = 0; channel < 4; channel += 1) {
      // A restarted node may lose a connection once more: that is an outage like any other.
      const read = () => store.messages(`load-${channel}`, 1_000_000);
      for (const { messageId: id } of await waitUntil(read, { what: 'the messages' })) {
        present.add(Number.parseInt(id.slice(-12), 16) * 4 + channel);
      }
    }
    assert.deepEqual(
      acknowledged.filter((key) => !present.has(key)),
      [],
    );
  });

  test('a node that hangs: calls fail as an outage within their time limit, and succeed afterwards', async () => {
    const keyspace = keyspaceName();
    const store = open(keyspace, 2_000);
    await succeeds(() => store.apply([sent()]));
    await node.suspend();
    try {
      const begin = performance.now();
      await assert.rejects(store.apply([edited({ text: 'while it hung' })]), is('outage'));
      await assert.rejects(store.message('general', messageId(1)), is('outage'));
      await assert.rejects(open(keyspace, 2_000).probe(), is('outage'), 'a store that has to connect first');
      assert.ok(performance.now() - begin < 30_000);
    } finally {
      node.resume();
    }
    await succeeds(() => store.apply([edited({ text: 'while it hung' })]));
    const read = () => store.message('general', messageId(1));
    assert.equal((await waitUntil(read, { what: 'the message' })).text, 'while it hung');
  });

  test('several lost connections at once neither end the process nor leave listeners behind', async () => {
    const client = makeClient({
      contactPoints: [`127.0.0.1:${proxy.port}`],
      port: proxy.port,
      localDataCenter: 'datacenter1',
      timeoutMs: 20_000,
    });
    await client.connect();
    try {
      const { controlConnection } = client as unknown as { controlConnection: { _refresh(): Promise<void> } };
      for (let round = 0; round < 5; round += 1) {
        await Promise.all([1, 2, 3, 4].map(() => controlConnection._refresh()));
      }
      const answers = () => client.execute('SELECT release_version FROM system.local').then(() => true);
      assert.ok(await answers());
      await proxy.refuse();
      await assert.rejects(answers());
      await proxy.pass();
      await waitUntil(answers, { what: 'the node to answer' });
      const [host] = client.hosts.values();
      assert.ok(host!.listenerCount('down') < 5, `${host!.listenerCount('down')} listen`);
    } finally {
      await disconnectClient(client);
    }
  });

  test('a store opened while Cassandra was down works as soon as Cassandra is up', async () => {
    await proxy.refuse();
    const store = open(keyspaceName(), 10_000, proxy.port);
    await assert.rejects(store.apply([sent()]), is('outage'));
    await assert.rejects(store.message('general', messageId(1)), is('outage'));
    await proxy.pass();
    await succeeds(() => store.apply([sent()]));
    await waitUntil(() => store.message('general', messageId(1)), { what: 'the message' });
  });

  test('a newer schema, or one changed by hand, is an outage; a missing one is created again', async () => {
    const keyspace = keyspaceName();
    const store = open(keyspace);
    await succeeds(() => store.apply([sent()]));
    await node.query(`ALTER TABLE ${keyspace}.members ADD nickname text`);
    await assert.rejects(open(keyspace).apply([sent()]), is('outage', /^schema-drift$/));
    await node.query(
      `ALTER TABLE ${keyspace}.members DROP nickname`,
      `INSERT INTO ${keyspace}.schema_version (id, version) VALUES (1, 99) USING TIMESTAMP 99`,
    );
    await assert.rejects(open(keyspace).apply([sent()]), is('outage', /^schema-newer$/));
    await assert.rejects(open(keyspace).messages('general', 10), is('outage', /^schema-newer$/));
    await node.query(`DROP KEYSPACE ${keyspace}`);
    await assert.rejects(store.apply([sent()]), is('outage'));
    await succeeds(() => store.apply([sent()]));
    assert.equal((await store.messages('general', 10)).length, 1);
  });

  test('eight stores opened at once without a keyspace create one schema', async () => {
    const keyspace = keyspaceName();
    const stores = Array.from({ length: 8 }, () => open(keyspace));
    await Promise.all(
      stores.map((store, n) => store.apply([sent({ messageId: messageId(n), version: n + 1 })])),
    );
    for (const store of stores) assert.equal((await store.messages('general', 100)).length, 8);
  });

  test('without a setting, a single node keeps one replica', async () => {
    const keyspace = keyspaceName();
    const { contactPoint, port } = node;
    const store = openCassandraHistory(JSON.stringify({ contactPoint, port, keyspace, replicas: null }));
    opened.push(store);
    await store.probe();
    const [made] = await node.query(
      `SELECT replication FROM system_schema.keyspaces WHERE keyspace_name = '${keyspace}'`,
    );
    assert.equal((made?.replication as Record<string, string> | undefined)?.datacenter1, '1');
  });

  test('tables that can’t be created count as an outage, and a CQL keyword is a valid keyspace name', async () => {
    await assert.rejects(open('system_views').apply([sent()]), is('outage'), 'not for anybody to change');
    const store = open('order');
    await succeeds(() => store.apply([sent()]));
    assert.equal((await store.messages('general', 10)).length, 1);
  });

  test('a change that Cassandra can never store is poison', async () => {
    const store = open(keyspaceName());
    await succeeds(() => store.probe());
    await assert.rejects(store.apply([sent({ actor: 'a'.repeat(70_000) })]), is('poison'), 'a key too long');
    await assert.rejects(
      store.apply([sent({ text: 'a'.repeat(17 << 20) })]),
      is('poison'),
      'a row too large',
    );
    await store.apply([sent()]);
  });

  test('a page spans days and years, and skips days without messages', async () => {
    const store = open(keyspaceName());
    const day = 86_400_000;
    const at = (ms: number) => {
      const time = ms.toString(16).padStart(12, '0');
      return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
    };
    const times = Array.from({ length: 60 }, (_, n) => 1_000_000_000_000 + n * n * 3 * day + n);
    const ids = times.map(at);
    await store.apply(ids.map((id, n) => sent({ channelId: 'years', messageId: id, version: n + 1 })));
    const seen: string[] = [];
    for (let before: string | undefined; ; before = seen.at(-1)) {
      const page = await store.messages('years', 7, before);
      seen.push(...page.map((message) => message.messageId));
      if (page.length < 7) break;
    }
    assert.deepEqual(seen, ids.toReversed());
  });
});
