import assert from 'node:assert/strict';
import { test } from 'node:test';
import { knownRoles, parseStartArguments as parse } from '../../../processes/supervisor/start-arguments.ts';
import { projections } from '../../../workers/registry.ts';

const parseStartArguments = (args: string[], given: typeof nothing) => parse(args, given, projections);
const known = knownRoles(projections);

const nothing = {
  natsUrl: '',
  operationsUrl: '',
  stores: '',
  cassandraContactPoints: '',
};
const far = { ...nothing, natsUrl: 'nats://127.0.0.1:4222' };
const withCassandra = { ...nothing, stores: 'history:cassandra' };
const embedded = known.filter((role) => role !== 'cassandra');

test('without arguments everything starts; with NATS_URL everything but nats-server', () => {
  assert.deepEqual(parseStartArguments([], nothing), {
    json: false,
    roles: embedded,
    whole: true,
    stores: '',
  });
  assert.deepEqual(parseStartArguments(['--json'], far).roles, embedded.slice(1));
});

test('with the history in Cassandra a node is started, unless a cluster is configured', () => {
  const elsewhere = { ...withCassandra, cassandraContactPoints: '127.0.0.1:9042' };
  assert.deepEqual(parseStartArguments(['--history', 'cassandra'], nothing).roles, known);
  assert.deepEqual(parseStartArguments(['--history=cassandra'], nothing).stores, 'history:cassandra');
  assert.deepEqual(parseStartArguments([], withCassandra).roles, known);
  assert.deepEqual(parseStartArguments(['--history', 'sqlite'], withCassandra).roles, embedded);
  assert.deepEqual(parseStartArguments([], elsewhere).roles, embedded);
  assert.deepEqual(parseStartArguments(['--roles', 'nats,gateway'], elsewhere).roles, ['nats', 'gateway']);
});

test('roles can be chosen one by one', () => {
  assert.deepEqual(parseStartArguments(['--roles', 'worker:history,gateway'], far).roles, [
    'gateway',
    'worker:history',
  ]);
  assert.deepEqual(parseStartArguments(['--roles=nats,gateway'], nothing).roles, ['nats', 'gateway']);
  assert.deepEqual(parseStartArguments(['--roles', 'console'], far).roles, ['operations', 'console']);
  const operationsUrl = 'http://127.0.0.1:7402';
  assert.deepEqual(parseStartArguments(['--roles', 'console'], { ...nothing, operationsUrl }).roles, [
    'console',
  ]);
});

test('invalid arguments give one sentence', () => {
  const refused = (args: string[], given: typeof nothing, sentence: RegExp) =>
    assert.throws(() => parseStartArguments(args, given), {
      name: /^(StartError|BadSetting)$/,
      message: sentence,
    });
  refused(['--rolls', 'gateway'], far, /^--rolls is not an option/);
  refused(['--roles', 'gatway'], far, /^gatway is not a role; the roles are nats, cassandra, gateway/);
  refused(['--roles'], far, /names no role/);
  refused(['--roles', 'gateway'], nothing, /Set NATS_URL/);
  refused(['--roles', 'nats,gateway'], far, /Leave one out/);
  refused(['--roles', 'nats,gateway'], withCassandra, /Set CASSANDRA_CONTACT_POINTS/);
  refused(['--history', 'postgres'], nothing, /takes sqlite or cassandra, not "postgres"/);
  refused(['--history'], nothing, /takes sqlite or cassandra/);
  refused([], { ...nothing, stores: 'search:sqlite' }, /unknown projection search/);
  refused(
    [],
    { ...nothing, stores: 'history:tape' },
    /the store of history can be sqlite or cassandra, not tape/,
  );
  const elsewhere = { ...nothing, cassandraContactPoints: '127.0.0.1' };
  assert.throws(() => parseStartArguments(['--roles', 'cassandra'], elsewhere), /Leave one out/);
});
