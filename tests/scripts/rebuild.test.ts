import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import { withoutCassandra } from '../engines/cassandra-server.ts';
import { waitUntil } from '../engines/condition.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import { startPipeline, type TestPipeline } from '../engines/pipeline.ts';
import { startRole } from '../engines/role.ts';
import { shareCassandra } from '../engines/shared-cassandra.ts';
import { suspended } from '../engines/suspended.ts';
import { runTool, startTool } from './run-tool.ts';

const skip = natsServerBinary() ? false : 'no nats-server';

describe('rebuild', { skip }, () => {
  let pipeline: TestPipeline;
  before(async () => {
    pipeline = await startPipeline({ environment: { WAYBILL_PARTITIONS: '2', WAYBILL_ACK_WAIT_MS: '2000' } });
    await sendMany(3_000);
  });
  after(() => pipeline?.stop());

  const rebuild = (...args: string[]) => runTool('rebuild.ts', ['history', ...args], pipeline.environment);
  const hashOf = (output: string, which: string) =>
    new RegExp(`Content ${which}: ([0-9a-f]+)`).exec(output)?.[1];

  async function sendMany(count: number): Promise<void> {
    const { alice, bob } = pipeline;
    const lane = async (from: number) => {
      for (let number = from; number < count; number += 50) {
        const { body } = await alice.send(`rebuilt-${number % 20}`, `message ${number}`);
        if (number % 7 === 0) {
          await alice.request('PUT', body.resource, { text: `edited ${number}` });
          await bob.request('DELETE', body.resource);
        }
      }
    };
    await Promise.all(Array.from({ length: 50 }, (_, from) => lane(from)));
    await settled();
  }

  const behind = async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, channel) =>
        pipeline.alice.request('GET', `/v1/channels/rebuilt-${channel}/messages?limit=1`),
      ),
    );
    return answers.some(({ headers }) => headers.get('waybill-behind') !== 'no');
  };
  const settled = () =>
    waitUntil(async () => !(await behind()), { timeoutMs: 60_000, what: 'everything to be applied' });
  const content = async () => {
    const channels = Array.from({ length: 20 }, (_, channel) =>
      pipeline.alice.messages(`rebuilt-${channel}`),
    );
    return (await Promise.all(channels)).map((messages) =>
      messages.map(({ messageId, text, author }) => [messageId, text, author]),
    );
  };

  /** A process that is suspended within a transaction keeps SQLite's lock: nobody else could wipe the store then. */
  async function suspendedBetweenTransactions(child: ChildProcess): Promise<void> {
    using store = new DatabaseSync(join(pipeline.dataDir, 'history.sqlite'));
    await waitUntil(async () => {
      await suspended({ suspend: () => child.kill('SIGSTOP'), pid: child.pid! });
      try {
        store.exec('BEGIN IMMEDIATE; ROLLBACK');
        return true;
      } catch {
        child.kill('SIGCONT');
        return false;
      }
    });
  }

  test('without --yes it shows what it would do, and does nothing', async () => {
    const { code, stdout } = await rebuild();
    assert.equal(code, 2);
    assert.match(stdout, /History in SQLite, .*history\.sqlite/);
    assert.match(stdout, /The log holds 3,\d{3} events, the oldest of 20/);
    assert.match(stdout, /Nothing was changed/);
    assert.equal((await content()).flat().length, 3_000);
    const wrong = await runTool('rebuild.ts', ['searches'], pipeline.environment);
    assert.equal(wrong.code, 64);
    assert.match(wrong.stderr, /Name one projection: history/);
  });

  test('the running worker fills the wiped store while commands are accepted', async () => {
    const before = await content();
    const tool = startTool('rebuild.ts', ['history', '--yes', '--hash'], pipeline.environment);
    let meanwhile = 0;
    while (tool.child.exitCode === null) {
      const { status } = await pipeline.bob.send('meanwhile', `message ${meanwhile}`);
      assert.equal(status, 202);
      meanwhile += 1;
    }
    const { code, stdout, stderr } = await tool.ended;
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /History was rebuilt: [34]\d{3} events/);
    assert.doesNotMatch(stdout, /No worker/);
    await settled();
    assert.deepEqual(await content(), before);
    await waitUntil(async () => (await pipeline.bob.messages('meanwhile')).length === meanwhile);
  });

  test('without a worker it does the work itself; after a kill and a new start it continues; the hash is the same', async () => {
    await pipeline.worker.stop();
    const slow = { ...pipeline.environment, WAYBILL_BATCH_MAX_EVENTS: '5' };
    const first = startTool('rebuild.ts', ['history', '--yes', '--hash'], slow);
    await waitUntil(() => first.output().stdout.includes('this command applies them'));
    first.child.kill('SIGKILL');
    await first.ended;
    const second = await rebuild('--hash');
    assert.equal(second.code, 0, second.stdout + second.stderr);
    assert.match(second.stdout, /It has been filling since|was rebuilt/);
    assert.equal(hashOf(second.stdout, 'after'), hashOf(first.output().stdout, 'before'));
    await pipeline.worker.restart();
    await settled();
  });

  test('of two rebuilds at once, the one whose epoch was wiped again says so and ends', async () => {
    await pipeline.worker.stop();
    const slow = { ...pipeline.environment, WAYBILL_BATCH_MAX_EVENTS: '1' };
    const first = startTool('rebuild.ts', ['history', '--yes'], slow);
    await waitUntil(() => first.output().stdout.includes('this command applies them'));
    await suspendedBetweenTransactions(first.child);
    const second = await rebuild('--yes', '--again');
    assert.equal(second.code, 0, second.stdout + second.stderr);
    first.child.kill('SIGCONT');
    const { code, stdout } = await first.ended;
    assert.equal(code, 3, stdout);
    assert.match(stdout, /Another rebuild has started/);
    await pipeline.worker.restart();
    await settled();
  });

  test('a deleted history file is created again and filled from the log without help', async () => {
    const before = await content();
    for (const end of ['', '-wal', '-shm'])
      rmSync(join(pipeline.dataDir, `history.sqlite${end}`), { force: true });
    await waitUntil(async () => (await content()).flat().length === before.flat().length, {
      timeoutMs: 60_000,
      intervalMs: 500,
      what: 'the history to be filled again',
    });
    await settled();
    assert.deepEqual(await content(), before);
  });

  test('from SQLite to Cassandra: the new store is filled from the log and has the same content', {
    skip: withoutCassandra,
  }, async (t) => {
    const before = await rebuild('--hash', '--yes');
    const cassandra = await shareCassandra();
    t.after(() => cassandra.stop());
    const environment = {
      ...pipeline.environment,
      WAYBILL_STORES: 'history:cassandra',
      CASSANDRA_CONTACT_POINTS: cassandra.contactPoint,
    };
    // Both stores are filled at the same time, each with its own consumers.
    const worker = await startRole('worker:history', { ...environment, WAYBILL_HEALTH_PORT: '0' });
    t.after(() => worker.kill());
    const gateway = await startRole('gateway', { ...environment, WAYBILL_GATEWAY_PORT: '0' });
    t.after(() => gateway.kill());
    const channels = Array.from({ length: 20 }, (_, channel) => `rebuilt-${channel}`);
    const current = async () => {
      for (const channel of channels) {
        const answer = await fetch(`${gateway.url}/v1/channels/${channel}/messages?limit=1`, {
          headers: { authorization: 'Bearer alice-key-0123456789' },
        });
        if (answer.headers.get('waybill-behind') !== 'no') return false;
      }
      return true;
    };
    await waitUntil(current, { timeoutMs: 60_000, what: 'Cassandra to be filled' });
    const after = await runTool('rebuild.ts', ['history', '--hash', '--yes'], environment);
    assert.match(after.stdout, /History in Cassandra, 127\.0\.0\.1:\d+, keyspace waybill_history/);
    assert.equal(after.code, 0, after.stdout + after.stderr);
    assert.equal(hashOf(after.stdout, 'before'), hashOf(before.stdout, 'after'));
    assert.equal(hashOf(after.stdout, 'after'), hashOf(before.stdout, 'after'));
  });
});
