import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { DataFolderLocked, lockDataFolder } from '../../../adapters/sqlite/thread/lock-data-folder.ts';
import { loadApiKeys, loadOperatorKeys } from '../../../platform/configuration/api-keys.ts';
import { dataPaths } from '../../../platform/configuration/data-paths.ts';
import { readSettings } from '../../../platform/configuration/settings.ts';
import { checkDataFolder } from '../../../processes/supervisor/check-data-folder.ts';
import { endLeftovers } from '../../../processes/supervisor/end-leftovers.ts';
import { identifyProcess } from '../../../processes/supervisor/identify-process.ts';
import { keepLock } from '../../../processes/supervisor/keep-lock.ts';
import { readProcessRecords } from '../../../processes/supervisor/process-records.ts';
import { boundRoleLog, endOfRoleLog } from '../../../processes/supervisor/role-log.ts';
import { takePort } from '../../../processes/supervisor/take-port.ts';
import { mountSmallDisk } from '../../engines/small-disk.ts';
import { temporaryFolder } from '../../engines/temporary-folder.ts';

const root = join(import.meta.dirname, '..', '..', '..');

test('the lock excludes a second process, and ends with the process that holds it', async (t) => {
  const folder = temporaryFolder('lock');
  t.after(folder.remove);
  const file = join(folder.path, 'instance.lock');
  const script = `import { lockDataFolder } from ${JSON.stringify(join(root, 'adapters/sqlite/thread/lock-data-folder.ts'))};
    lockDataFolder(process.argv[1]); console.log('locked'); setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout!, 'data');
  assert.throws(() => lockDataFolder(file), DataFolderLocked);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  lockDataFolder(file).release();
});

test('a lock whose file was deleted is taken again, and a process that is too late notices', (t) => {
  const folder = temporaryFolder('lock');
  t.after(folder.remove);
  const file = join(folder.path, 'instance.lock');
  let taken = 0;
  const lock = keepLock(file, () => {
    taken += 1;
  });
  t.after(lock.release);
  rmSync(file);
  lock.look();
  assert.throws(() => lockDataFolder(file), DataFolderLocked);
  rmSync(file);
  const other = lockDataFolder(file);
  lock.look();
  assert.equal(taken, 1);
  other.release();
  lock.look();
  assert.throws(() => lockDataFolder(file), DataFolderLocked);
});

test('a data folder that cannot be written, or has no space, gives one sentence that names the setting', async (t) => {
  const folder = temporaryFolder('folder');
  t.after(folder.remove);
  const file = join(folder.path, 'a-file');
  writeFileSync(file, '');
  await assert.rejects(checkDataFolder(join(file, 'data'), 0), /can't be written .*WAYBILL_DATA_DIR/);
  await assert.rejects(
    checkDataFolder(folder.path, Number.MAX_SAFE_INTEGER),
    /is full: \d+ MiB free\. .*WAYBILL_MIN_FREE_DISK_BYTES/,
  );
  await checkDataFolder(join(folder.path, 'new', 'data'), 1);
});

const disk = mountSmallDisk({ mebibytes: 1 });

test('a start on a read-only data folder fails with one sentence', {
  skip: typeof disk === 'string' && disk,
}, async (t) => {
  if (typeof disk === 'string') return;
  t.after(disk.remove);
  disk.makeReadOnly(disk.path);
  await assert.rejects(checkDataFolder(disk.path, 0), {
    name: 'StartError',
    message: /can't be written \(EROFS: .*WAYBILL_DATA_DIR chooses another/,
  });
});

test('a port in use gives one sentence that names the port and its variable; 0 takes a free one', async (t) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const { port } = server.address() as { port: number };
  const want = { host: '127.0.0.1', variable: 'WAYBILL_GATEWAY_PORT', role: 'the gateway' };
  await assert.rejects(
    takePort({ ...want, port }),
    new RegExp(`^StartError: Port ${port} for the gateway is in use. .*WAYBILL_GATEWAY_PORT`),
  );
  assert.ok((await takePort({ ...want, port: 0 })) > 0);
  await assert.rejects(takePort({ ...want, port: 0, host: '203.0.113.7' }), /No free port was found/);
});

test('processes that a killed supervisor left are ended; a process that only has the same id is not', async (t) => {
  const folder = temporaryFolder('leftovers');
  t.after(folder.remove);
  const left = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  t.after(() => other.kill('SIGKILL'));
  const gone = spawn(process.execPath, ['-e', '']);
  const supervisor = { pid: gone.pid!, identity: identifyProcess(gone.pid!) ?? 'ended' };
  await once(gone, 'exit');
  const write = (name: string, pid: number, identity: string) =>
    writeFileSync(
      join(folder.path, `${name}.${supervisor.pid}.json`),
      JSON.stringify({ name, pid, identity, supervisor }),
    );
  write('nats', left.pid!, identifyProcess(left.pid!)!);
  write('console', other.pid!, 'of an earlier process with this id');
  writeFileSync(join(folder.path, 'broken.json'), '{"name":');

  const exited = once(left, 'exit');
  const ended = await endLeftovers(folder.path, {
    drainTimeoutMs: 1_000,
    natsStopTimeoutMs: 1_000,
    cassandraStopTimeoutMs: 1_000,
  });
  assert.deepEqual(
    ended.map(({ name }) => name),
    ['nats'],
  );
  await exited;
  assert.equal(other.exitCode ?? other.signalCode, null);
  assert.deepEqual(readProcessRecords(folder.path), []);
});

test('processes of a running supervisor are not ended', async (t) => {
  const folder = temporaryFolder('leftovers');
  t.after(folder.remove);
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  t.after(() => child.kill('SIGKILL'));
  const supervisor = { pid: process.pid, identity: identifyProcess(process.pid)! };
  const record = { name: 'nats', pid: child.pid, identity: identifyProcess(child.pid!), supervisor };
  writeFileSync(join(folder.path, 'nats.json'), JSON.stringify(record));
  assert.deepEqual(
    await endLeftovers(folder.path, {
      drainTimeoutMs: 100,
      natsStopTimeoutMs: 100,
      cassandraStopTimeoutMs: 1_000,
    }),
    [],
  );
  assert.equal(child.exitCode ?? child.signalCode, null);
});

test('the first start makes one development key, readable by its owner alone, and later ones find it', (t) => {
  const folder = temporaryFolder('keys');
  t.after(folder.remove);
  const settings = readSettings({ NODE_ENV: 'test', WAYBILL_DATA_DIR: join(folder.path, 'data') });
  const [made] = loadApiKeys(settings);
  assert.equal(made?.caller, 'developer');
  assert.match(made!.key, /^wb_dev_[A-Za-z0-9_-]{32}$/);
  assert.deepEqual(loadApiKeys(settings), [made]);
  const file = dataPaths(settings.dataDir).apiKeys;
  assert.equal(statSync(file).mode & 0o777, 0o600);
  writeFileSync(file, '{"keys":[]}');
  assert.throws(() => loadApiKeys(settings), /does not hold/);
});

test('operators have their own key, made in the same way', (t) => {
  const folder = temporaryFolder('keys');
  t.after(folder.remove);
  const settings = readSettings({ NODE_ENV: 'test', WAYBILL_DATA_DIR: folder.path });
  const [made] = loadOperatorKeys(settings);
  assert.equal(made?.caller, 'operator');
  assert.notEqual(made!.key, loadApiKeys(settings)[0]?.key);
  assert.deepEqual(loadOperatorKeys(settings), [made]);
  assert.equal(statSync(dataPaths(settings.dataDir).operatorKeys).mode & 0o777, 0o600);
});

test('configured keys are used unchanged', () => {
  const keys = 'alice:0123456789abcdef,bob:with:colon:0123456789';
  assert.deepEqual(loadApiKeys(readSettings({ NODE_ENV: 'test', WAYBILL_API_KEYS: keys })), [
    { caller: 'alice', key: '0123456789abcdef' },
    { caller: 'bob', key: 'with:colon:0123456789' },
  ]);
});

test('a log that grew too large is copied and emptied in place', (t) => {
  const folder = temporaryFolder('log');
  t.after(folder.remove);
  const file = join(folder.path, 'role.log');
  writeFileSync(file, 'x'.repeat(100));
  boundRoleLog(file, 100);
  assert.equal(statSync(file).size, 100);
  boundRoleLog(file, 99);
  assert.equal(statSync(file).size, 0);
  assert.equal(statSync(`${file}.1`).size, 100);
  writeFileSync(file, 'one\ntwo\nthree\n');
  assert.equal(endOfRoleLog(file, 2), 'two\nthree');
  assert.equal(endOfRoleLog(join(folder.path, 'absent'), 2), '');
});
