import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { historyTables } from '../../adapters/cassandra/history-tables.ts';
import { startCassandra, type TestCassandra, withoutCassandra } from '../engines/cassandra-server.ts';
import { waitUntil } from '../engines/condition.ts';
import { startPipeline, type TestPipeline } from '../engines/pipeline.ts';
import { startTcpProxy, type TestProxy } from '../engines/tcp-proxy.ts';
import { type AcceptedCommand, assertAllApplied, sendAccepted } from './accepted-commands.ts';
import { cassandraSettings } from './cassandra-settings.ts';
import { linesSince, outageCodesSince, probesSince, readinessOf } from './worker-load.ts';

const PASSWORD = 'right-password';

describe('Cassandra with authentication', { skip: withoutCassandra }, () => {
  let node: TestCassandra;
  let proxy: TestProxy;
  before(async () => {
    node = await startCassandra({ authenticator: 'password', startedOnce: true });
    proxy = await startTcpProxy(node.port);
  });
  after(async () => {
    await proxy?.stop();
    await node?.stop();
  });

  /** A pipeline with its own role in Cassandra, which has all rights on one keyspace and no others. */
  async function startAs(name: string, password = PASSWORD): Promise<TestPipeline> {
    await node.query(
      `CREATE ROLE ${name} WITH LOGIN = true AND PASSWORD = '${PASSWORD}'`,
      `CREATE KEYSPACE ${name} WITH replication = {'class': 'NetworkTopologyStrategy', '${node.localDataCenter}': 1}`,
      `GRANT ALL PERMISSIONS ON KEYSPACE ${name} TO ${name}`,
    );
    const credentials = { CASSANDRA_USERNAME: name, CASSANDRA_PASSWORD: password };
    const contactPoint = `127.0.0.1:${proxy.port}`;
    return startPipeline({ environment: await cassandraSettings(contactPoint, name, credentials) });
  }

  /** Cassandra accepts a new password only five seconds after the last one. */
  const setPassword = (name: string, password: string) =>
    waitUntil(() => node.query(`ALTER ROLE ${name} WITH PASSWORD = '${password}'`).then(() => true), {
      intervalMs: 500,
      what: 'the new password to be accepted',
    });

  /** Sends until the worker has probed its store several times with one of these codes as the reason. */
  async function outage(
    pipeline: TestPipeline,
    name: string,
    since: number,
    ...codes: string[]
  ): Promise<AcceptedCommand[]> {
    let over = false;
    const sending = sendAccepted(pipeline.alice, { count: 5_000, name, senders: 4, restMs: 10 }, () => over);
    try {
      const isRecorded = () => codes.some((code) => outageCodesSince(pipeline.worker, since).has(code));
      await waitUntil(() => isRecorded() && probesSince(pipeline.worker, since) >= 4, {
        what: `an outage for ${codes}, not ${[...outageCodesSince(pipeline.worker, since)]}`,
      });
      assert.equal((await readinessOf(pipeline)).status, 503);
    } finally {
      over = true;
    }
    return await sending;
  }

  /** Events before the fault and those that `fault` returns are all applied, whatever it does to Cassandra meanwhile. */
  async function withOutage(
    name: string,
    fault: (pipeline: TestPipeline, since: number) => Promise<AcceptedCommand[]>,
  ): Promise<void> {
    const pipeline = await startAs(name);
    try {
      const before = await sendAccepted(pipeline.alice, { count: 100, name: 'before' });
      await assertAllApplied(pipeline, before);
      const during = await fault(pipeline, Date.now());
      await assertAllApplied(pipeline, [...before, ...during]);
    } finally {
      await pipeline.stop();
    }
  }

  test('the right to write is revoked under load, then granted again', () =>
    withOutage('revoked', async (pipeline, since) => {
      // The role that creates a table has all rights on it, in addition to those on the keyspace.
      const places = ['KEYSPACE revoked', ...Object.keys(historyTables).map((name) => `revoked.${name}`)];
      await node.query(...places.map((place) => `REVOKE MODIFY ON ${place} FROM revoked`));
      const during = await outage(pipeline, 'during', since, 'UNAUTHORIZED');
      const read = await pipeline.alice.request('GET', '/v1/channels/before-0/messages');
      assert.equal(read.status, 200, 'reads still work');
      await node.query('GRANT MODIFY ON KEYSPACE revoked TO revoked');
      return during;
    }));

  test('the right to write to one table is revoked: probes pass but batches fail, until it is granted again', () =>
    withOutage('one_table', async (pipeline, since) => {
      const tables = Object.keys(historyTables).map((name) => `one_table.${name}`);
      await node.query(
        ...tables
          .filter((table) => !table.endsWith('.channel_buckets'))
          .map((table) => `GRANT MODIFY ON ${table} TO one_table`),
        ...['KEYSPACE one_table', 'one_table.channel_buckets'].map(
          (place) => `REVOKE MODIFY ON ${place} FROM one_table`,
        ),
      );
      const during = await outage(pipeline, 'during', since, 'UNAUTHORIZED');
      const states = linesSince(pipeline.worker, since).flatMap(({ circuit }) => circuit ?? []);
      assert.ok(!states.includes('closed'), `a probe that passed closed the circuit: ${states}`);
      await node.query('GRANT MODIFY ON KEYSPACE one_table TO one_table');
      return during;
    }));

  test('the password is changed under load, then changed back', () =>
    withOutage('changed', async (pipeline, since) => {
      await setPassword('changed', 'another');
      // Open connections survive; only new ones are checked, against a password cached for half a second. A new
      // connection needs seconds on a busy machine, so the interval leaves it that time.
      await waitUntil(
        async () => {
          await proxy.refuse();
          await proxy.pass();
          return outageCodesSince(pipeline.worker, since).has('AuthenticationError');
        },
        { intervalMs: 3_000, timeoutMs: 90_000, what: 'a new connection to be refused' },
      );
      const during = await outage(pipeline, 'during', since, 'AuthenticationError');
      await setPassword('changed', PASSWORD);
      return during;
    }));

  test('gateway and worker start with a wrong password, and work once it is corrected', async () => {
    const pipeline = await startAs('wrong', 'not-the-password');
    try {
      const accepted = await outage(pipeline, 'wrong', 0, 'AuthenticationError');
      const read = await pipeline.alice.request('GET', '/v1/channels/wrong-0/messages');
      assert.equal(read.status, 503, JSON.stringify(read.body));
      const status = await pipeline.alice.request('GET', `/v1/commands/${accepted[0]!.commandId}`);
      assert.equal(status.body.reason?.code, 'store-unreadable', JSON.stringify(status.body));
      await setPassword('wrong', 'not-the-password');
      await assertAllApplied(pipeline, accepted);
    } finally {
      await pipeline.stop();
    }
  });
});
