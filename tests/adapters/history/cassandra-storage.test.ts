import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import openCassandraHistory from '../../contracts/fixtures/open-cassandra-history.ts';
import { created, deleted, edited, joined, messageId, sent } from '../../contracts/history-changes.ts';
import type { ReadableHistory } from '../../contracts/history-reads.ts';
import { withoutCassandra } from '../../engines/cassandra-server.ts';
import { waitUntil } from '../../engines/condition.ts';
import { type SharedCassandra, shareCassandra } from '../../engines/shared-cassandra.ts';

/** What the log holds. */
const log = [
  created({ version: 1 }),
  joined({ version: 2, actor: 'bob' }),
  ...Array.from({ length: 100 }, (_, n) => [
    sent({ messageId: messageId(n), version: 3 * n + 3, text: `first ${n}` }),
    edited({ messageId: messageId(n), version: 3 * n + 4, text: `second ${n}` }),
  ]).flat(),
  deleted({ messageId: messageId(7), version: 900 }),
  edited({ messageId: messageId(500), version: 901, text: 'of a message that has not arrived' }),
];

/** What is done to the keyspace, and what happens to the history: `filled`, `applied` and `stopped` as in SQLite's test. */
const rows: readonly {
  what: string;
  done: (keyspace: string) => string[];
  becomes: 'filled' | 'applied' | 'stopped';
}[] = [
  {
    what: 'a column that was dropped and added again',
    done: (keyspace) => [
      `ALTER TABLE ${keyspace}.messages DROP edited_text`,
      `ALTER TABLE ${keyspace}.messages ADD edited_text text`,
    ],
    becomes: 'stopped',
  },
  {
    what: 'a column of versions that was dropped and added again',
    done: (keyspace) => [
      `ALTER TABLE ${keyspace}.channels DROP created_version`,
      `ALTER TABLE ${keyspace}.channels ADD created_version bigint`,
    ],
    becomes: 'stopped',
  },
  {
    what: 'a column that was dropped',
    done: (keyspace) => [`ALTER TABLE ${keyspace}.members DROP joined_applied`],
    becomes: 'stopped',
  },
  {
    what: 'a column too many',
    done: (keyspace) => [`ALTER TABLE ${keyspace}.members ADD nickname text`],
    becomes: 'stopped',
  },
  {
    what: 'a table that was dropped',
    done: (keyspace) => [`DROP TABLE ${keyspace}.messages`],
    becomes: 'stopped',
  },
  {
    what: 'a table that was dropped and made by hand',
    done: (keyspace) => [
      `DROP TABLE ${keyspace}.members`,
      `CREATE TABLE ${keyspace}.members (channel_id ascii, member_id text, joined_version bigint, joined_accepted_at bigint,
         joined_applied bigint, PRIMARY KEY (channel_id, member_id))`,
    ],
    becomes: 'stopped',
  },
  {
    what: 'the epoch’s table dropped',
    done: (keyspace) => [`DROP TABLE ${keyspace}.epoch`],
    becomes: 'stopped',
  },
  {
    what: 'the schema version’s column dropped',
    done: (keyspace) => [`ALTER TABLE ${keyspace}.schema_version DROP version`],
    becomes: 'stopped',
  },
  { what: 'the keyspace dropped', done: (keyspace) => [`DROP KEYSPACE ${keyspace}`], becomes: 'filled' },
  { what: 'messages emptied', done: (keyspace) => [`TRUNCATE ${keyspace}.messages`], becomes: 'applied' },
  {
    what: 'the days of channels emptied',
    done: (keyspace) => [`TRUNCATE ${keyspace}.channel_buckets`],
    becomes: 'applied',
  },
  { what: 'members emptied', done: (keyspace) => [`TRUNCATE ${keyspace}.members`], becomes: 'applied' },
];

describe('the tables of the history in Cassandra', { skip: withoutCassandra }, () => {
  // One keyspace for all rows: each row restores it.
  const keyspace = 'storage';
  let node: SharedCassandra;
  const opened: ReadableHistory[] = [];
  const open = () => {
    const { contactPoint, port } = node;
    const store = openCassandraHistory(JSON.stringify({ contactPoint, port, keyspace, schemaWatchMs: 200 }));
    opened.push(store);
    return store;
  };
  let worker: ReadableHistory;
  let gateway: ReadableHistory;

  before(async () => {
    node = await shareCassandra();
    worker = open();
    gateway = open();
    const ready = () => worker.beginEpoch();
    await waitUntil(ready, { timeoutMs: 60_000, what: 'the tables' });
  });
  after(async () => {
    await Promise.all(opened.map((store) => store.close()));
    await node?.stop();
  });

  for (const { what, done, becomes } of rows) {
    test(`${what}: ${becomes}`, async () => {
      const epoch = await worker.beginEpoch();
      await worker.apply(log);
      const whole = await gateway.contentHash();
      assert.equal((await gateway.message('general', messageId(1)))?.text, 'second 1');
      await node.query(...done(keyspace));

      if (becomes === 'stopped') {
        const started = open();
        for (const call of [
          () => worker.apply(log),
          () => gateway.messages('general', 10),
          () => gateway.epochId(),
          () => started.contentHash(),
          () => started.probe(),
        ]) {
          const failure = await waitUntil(
            async () => {
              const error = await call().then(
                () => null,
                (thrown: unknown) => thrown,
              );
              return error instanceof StoreFailure && error.code === 'schema-drift' ? error : undefined;
            },
            { what: 'the refusal' },
          );
          assert.equal(failure.failureClass, 'outage');
          assert.match(failure.message, new RegExp(`${keyspace}\\..*\`npm run rebuild -- history --yes\``));
        }
        const rebuilt = await waitUntil(() => started.wipe(), { what: 'the rebuild' });
        assert.notEqual(rebuilt, epoch);
      } else {
        // Like a worker: reads the epoch, and probes while the store can't be used.
        const renewed = async () => {
          await worker.probe();
          return (await worker.beginEpoch()) !== epoch;
        };
        await waitUntil(renewed, { what: 'another build' });
      }
      const applied = () => worker.apply(log).then(() => true);
      await waitUntil(applied, { what: 'the worker to continue' });
      const read = () => gateway.contentHash();
      assert.equal(await waitUntil(read, { what: 'the gateway to continue' }), whole);
      assert.equal(await gateway.epochId(), await worker.epochId());
      assert.equal((await gateway.message('general', messageId(1)))?.text, 'second 1');
    });
  }

  test('tables of an older version wait for a writer, and keep their epoch, which records the present log', async () => {
    const epoch = await worker.beginEpoch();
    await node.query(
      `DROP TABLE ${keyspace}.epoch_logs`,
      `TRUNCATE ${keyspace}.schema_version`,
      `INSERT INTO ${keyspace}.schema_version (id, version) VALUES (1, 1) USING TIMESTAMP 1`,
    );
    const [reader, writer] = [open(), open()];
    const older = (error: unknown) => error instanceof StoreFailure && error.code === 'schema-older';
    await assert.rejects(reader.epochId(), older);
    const begun = () => writer.beginEpoch('log-one');
    assert.equal(await waitUntil(begun, { what: 'the new tables' }), epoch);
    assert.deepEqual([await reader.epochId(), await reader.filledFrom()], [epoch, 'log-one']);
    for (const store of [worker, gateway])
      await waitUntil(() => store.probe().then(() => true), {
        what: 'others to continue',
      });
  });

  test('a missing value in a required column is a fault, and is never read as a value', async () => {
    const store = gateway;
    await worker.apply(log);
    // Above all timestamps of normal writes.
    const late = 2n ** 53n + 9n;
    const [row] = await node.query(
      `SELECT bucket FROM ${keyspace}.messages WHERE message_id = '${messageId(1)}' ALLOW FILTERING`,
    );
    await node.query(
      `DELETE edited_text FROM ${keyspace}.messages USING TIMESTAMP ${late} WHERE channel_id = 'general' AND bucket = ${row!.bucket} AND message_id = '${messageId(1)}' AND actor = 'ann'`,
      `DELETE created_title FROM ${keyspace}.channels USING TIMESTAMP ${late} WHERE channel_id = 'general'`,
    );
    for (const read of [
      () => store.message('general', messageId(1)),
      () => store.messages('general', 1_000),
      () => store.channel('general'),
      () => store.contentHash(),
    ]) {
      await assert.rejects(read, {
        name: 'StoreFailure',
        failureClass: 'outage',
        code: 'store-incomplete',
      });
    }
  });
});
