import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { historySchema } from '../../../adapters/sqlite/history/history-schema.ts';
import { openSqliteHistoryStore } from '../../../adapters/sqlite/history/sqlite-history-store.ts';
import { versionOf } from '../../../adapters/sqlite/projection/store-schema.ts';
import { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import { messageId, sent } from '../../contracts/history-changes.ts';
import { type ReadableHistory, withReads } from '../../contracts/history-reads.ts';
import { waitUntil } from '../../engines/condition.ts';
import { temporaryFolder } from '../../engines/temporary-folder.ts';

const outage = (code: string) => (error: unknown) => {
  assert.ok(error instanceof StoreFailure, String(error));
  assert.deepEqual([error.failureClass, error.code], ['outage', code], error.message);
  return true;
};

/** Mounts in its own namespace, which ends with the process: nothing to clean up, and no rights needed. */
const canMount = spawnSync('unshare', ['-rm', 'true']).status === 0;
const withoutMounts = canMount ? false : 'this machine lets no process mount in a namespace of its own';

describe('outages of the SQLite history', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let path: string;
  let opened: ReadableHistory[];
  const open = (timeoutMs = 2_000) => {
    const store = withReads(openSqliteHistoryStore({ path, timeoutMs, maxCalls: 64, readers: 1 }));
    opened.push(store);
    return store;
  };

  beforeEach(() => {
    folder = temporaryFolder('history');
    path = join(folder.path, 'history.sqlite');
    opened = [];
  });
  afterEach(async () => {
    await Promise.all(opened.map((store) => store.close()));
    folder.remove();
  });

  test('a reader before any writer answers empty and creates nothing', async () => {
    const store = open();
    assert.deepEqual(await store.messages('general', 10), []);
    assert.deepEqual(readdirSync(folder.path), []);
    await open().apply([sent()]);
    assert.equal((await store.messages('general', 10)).length, 1);
  });

  test('a missing folder is an outage until it exists', async () => {
    rmSync(folder.path, { recursive: true });
    const store = open();
    await assert.rejects(store.messages('general', 10), outage('SQLITE_CANTOPEN'));
    await assert.rejects(store.apply([sent()]), outage('SQLITE_CANTOPEN'));
    await assert.rejects(store.probe(), outage('SQLITE_CANTOPEN'));
    mkdirSync(folder.path);
    await store.probe();
    await store.apply([sent()]);
    assert.equal((await store.messages('general', 10)).length, 1);
  });

  test('a folder where the file should be is an outage', async () => {
    mkdirSync(path);
    const store = open();
    await assert.rejects(store.channel('general'), outage('SQLITE_IOERR'));
    await assert.rejects(store.apply([sent()]), outage('SQLITE_CANTOPEN'));
  });

  test('a file that is not a database is an outage and stays unchanged', async () => {
    writeFileSync(path, 'no database, but long enough to be read as one '.repeat(100));
    const store = open();
    await assert.rejects(store.messages('general', 10), outage('SQLITE_NOTADB'));
    await assert.rejects(store.apply([sent()]), outage('SQLITE_NOTADB'));
    rmSync(path);
    await store.apply([sent()]);
    assert.equal((await store.messages('general', 10)).length, 1);
  });

  test('a corrupt file is an outage', async () => {
    const first = open();
    await first.apply(
      Array.from({ length: 500 }, (_, n) => sent({ messageId: messageId(n), version: n + 1 })),
    );
    await first.close();
    const database = new DatabaseSync(path);
    const root = database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'messages'").get();
    database.close();
    const bytes = execFileSync('cat', [path]);
    bytes.fill(0xa5, (Number(root?.rootpage) - 1) * 4096, Number(root?.rootpage) * 4096);
    writeFileSync(path, bytes);
    const store = open();
    await assert.rejects(store.messages('general', 10), outage('SQLITE_CORRUPT'));
    await assert.rejects(store.apply([sent()]), outage('SQLITE_CORRUPT'));
  });

  test('a file of a newer program is refused with a sentence that says so', async () => {
    await open().apply([sent()]);
    await opened[0]?.close();
    const database = new DatabaseSync(path);
    database.exec('PRAGMA user_version = 99');
    const store = open();
    const refused = (error: StoreFailure) => {
      assert.ok(
        error.message.includes(
          `has schema 99, and this program knows ${versionOf(historySchema)}. Start the newer program`,
        ),
      );
      return outage('schema-newer')(error);
    };
    await assert.rejects(store.messages('general', 10), refused);
    await assert.rejects(store.apply([sent()]), refused);
    await assert.rejects(store.probe(), refused);
    database.exec(`PRAGMA user_version = ${versionOf(historySchema)}`);
    database.close();
    await store.apply([sent({ messageId: messageId(2) })]);
    assert.equal((await store.messages('general', 10)).length, 2);
  });

  test('a migration by a newer program stops the running older one', async () => {
    const store = open();
    await store.apply([sent()]);
    assert.equal((await store.messages('general', 10)).length, 1);
    const database = new DatabaseSync(path);
    database.exec('PRAGMA user_version = 99');
    database.close();
    await assert.rejects(store.apply([sent({ messageId: messageId(2) })]), outage('schema-newer'));
    await assert.rejects(store.messages('general', 10), outage('schema-newer'));
  });

  test('a write lock held too long is an outage, and does not block the event loop', async () => {
    const store = open(1_500);
    await waitUntil(() => store.probe().then(() => true));
    await store.apply([sent()]);
    const holder = new DatabaseSync(path);
    holder.exec('BEGIN IMMEDIATE');
    let turns = 0;
    const turning = setInterval(() => {
      turns += 1;
    }, 5);
    await assert.rejects(store.apply([sent({ messageId: messageId(2) })]), outage('SQLITE_BUSY'));
    clearInterval(turning);
    assert.ok(turns > 10, `the event loop turned ${turns} times during the wait`);
    assert.equal((await store.messages('general', 10)).length, 1, 'reads continue meanwhile');
    holder.exec('COMMIT');
    holder.close();
    await store.apply([sent({ messageId: messageId(2) })]);
    assert.equal((await store.messages('general', 10)).length, 2);
  });

  test('a file that was moved away is neither written nor read', async () => {
    const store = open();
    await store.apply([sent()]);
    assert.equal((await store.messages('general', 10)).length, 1);
    renameSync(path, `${path}.old`);
    for (const end of ['-wal', '-shm'])
      if (existsSync(path + end)) renameSync(path + end, `${path}.old${end}`);
    assert.deepEqual(await store.messages('general', 10), []);
    await store.apply([sent({ messageId: messageId(2) })]);
    const [message, ...others] = await store.messages('general', 10);
    assert.equal(message?.messageId, messageId(2));
    assert.deepEqual(others, []);
    copyFileSync(`${path}.old`, join(folder.path, 'copy.sqlite'));
  });

  const inOwnMounts = (fixture: string) =>
    execFileSync(
      'unshare',
      [
        '-rm',
        'sh',
        '-c',
        'mount -t tmpfs -o size=1m none "$1" && exec "$2" "$3" "$1"',
        'sh',
        folder.path,
        process.execPath,
        fileURLToPath(new URL(`./fixtures/${fixture}`, import.meta.url)),
      ],
      { encoding: 'utf8', timeout: 120_000 },
    );

  test('a full disk is an outage that ends when there is space', { skip: withoutMounts }, () => {
    const result = JSON.parse(inOwnMounts('fill-disk.ts'));
    assert.deepEqual(result, {
      failure: ['outage', 'SQLITE_FULL'],
      lost: 0,
      unconfirmedHalves: 0,
      after: 'ok',
    });
  });

  test('a read-only disk is an outage that ends when the disk is writable', { skip: withoutMounts }, () => {
    const result = JSON.parse(inOwnMounts('read-only-disk.ts'));
    assert.deepEqual(result.classes, ['outage', 'outage']);
    assert.equal(result.after, 2);
  });

  test('readers alone read what a killed writer left in its write-ahead log', async () => {
    const fixture = (name: string) => new URL(`../../contracts/fixtures/${name}`, import.meta.url);
    const writer = spawn(
      process.execPath,
      [
        fileURLToPath(fixture('apply-until-killed.ts')),
        fixture('open-sqlite-history.ts').href,
        path,
        'general',
        '0',
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const confirmed: number[] = [];
    for await (const line of createInterface({ input: writer.stdout })) {
      confirmed.push(Number(line));
      if (confirmed.length === 60) writer.kill('SIGKILL');
    }
    const store = open();
    for (const n of confirmed) assert.ok(await store.message('general', messageId(n)), `message ${n}`);
    assert.ok(confirmed.length >= 60);
  });

  test('a write waits for a short transaction of another process', async () => {
    const store = open(10_000);
    await store.apply([sent()]);
    const holder = new DatabaseSync(path);
    holder.exec('BEGIN IMMEDIATE');
    const pending = store.apply([sent({ messageId: messageId(2) })]);
    await waitUntil(async () => (await store.messages('general', 1)).length === 1);
    holder.exec('COMMIT');
    holder.close();
    await pending;
    assert.equal((await store.messages('general', 10)).length, 2);
  });
});
