import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  cpSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import type { HistoryStore } from '../../../contracts/ports/history-store.ts';
import { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import openSqliteHistory from '../../contracts/fixtures/open-sqlite-history.ts';
import { edited, messageId, sent } from '../../contracts/history-changes.ts';
import { waitUntil } from '../../engines/condition.ts';
import { temporaryFolder } from '../../engines/temporary-folder.ts';

/** What the log holds. */
const log = Array.from({ length: 600 }, (_, n) => [
  sent({ messageId: messageId(n), version: 2 * n + 1, text: `${'x'.repeat(500)} ${n}` }),
  edited({ messageId: messageId(n), version: 2 * n + 2, text: `${'y'.repeat(500)} ${n}` }),
]).flat();

interface Place {
  path: string;
  /** A copy of the file from when half of the log was applied. */
  backup: string;
  /** The file of another history. */
  other: string;
}

const remove = (path: string, ...suffixes: string[]) => {
  for (const suffix of suffixes) rmSync(path + suffix, { force: true });
};
const sql =
  (statement: string) =>
  ({ path }: Pick<Place, 'path'>) => {
    const database = new DatabaseSync(path);
    database.exec(statement);
    database.close();
  };
const overwrite =
  (from: number, to: (size: number) => number) =>
  ({ path }: Place) => {
    const bytes = readFileSync(path);
    bytes.fill(0xa5, from, to(bytes.length));
    writeFileSync(path, bytes);
  };

/**
 * What is done to the file, and what happens then. `filled`: a worker creates a new file and fills it from the log.
 * `applied`: a worker applies the log again over the present content. `stopped`: an outage with one sentence, until a
 * rebuild. `goes on`: nothing is lost. `open`: while the file is in use; `killed`: after its worker was killed; `closed`:
 * after its worker ended in order.
 */
const rows: readonly {
  what: string;
  when: readonly ('open' | 'killed' | 'closed')[];
  damage(place: Place): void;
  becomes: 'filled' | 'applied' | 'stopped' | 'goes on';
  code?: string;
}[] = [
  {
    what: 'deleted',
    when: ['open', 'killed', 'closed'],
    damage: ({ path }) => remove(path, '', '-wal', '-shm'),
    becomes: 'filled',
  },
  {
    what: 'deleted without the files beside it',
    when: ['open', 'killed'],
    damage: ({ path }) => remove(path, ''),
    becomes: 'filled',
  },
  {
    what: 'truncated to 0',
    when: ['open', 'killed', 'closed'],
    damage: ({ path }) => truncateSync(path),
    becomes: 'filled',
  },
  {
    what: 'cut in half',
    when: ['open', 'closed'],
    damage: ({ path }) => truncateSync(path, statSync(path).size >> 1),
    becomes: 'stopped',
    code: 'SQLITE_CORRUPT',
  },
  {
    what: 'overwritten by something else',
    when: ['open', 'killed', 'closed'],
    damage: ({ path }) => writeFileSync(path, 'no database, but long enough to be read as one '.repeat(100)),
    becomes: 'stopped',
    code: 'SQLITE_NOTADB',
  },
  {
    what: 'broken in its schema',
    when: ['closed'],
    damage: overwrite(100, () => 4_096),
    becomes: 'stopped',
    code: 'SQLITE_CORRUPT',
  },
  {
    what: 'broken in its pages',
    when: ['closed'],
    damage: overwrite(4_096, (size) => size),
    becomes: 'stopped',
    code: 'SQLITE_CORRUPT',
  },
  {
    what: 'overwritten by an older copy of itself',
    when: ['open', 'killed', 'closed'],
    damage: ({ path, backup }) => copyFileSync(backup, path),
    becomes: 'applied',
  },
  {
    what: 'replaced by another file, its log left over',
    when: ['open', 'killed'],
    damage: ({ path, other }) => renameSync(other, path),
    becomes: 'applied',
  },
  {
    what: 'without its write-ahead log',
    when: ['open', 'killed'],
    damage: ({ path }) => remove(path, '-wal'),
    becomes: 'applied',
  },
  {
    what: 'without the content of its write-ahead log',
    when: ['open', 'killed'],
    damage: ({ path }) => truncateSync(`${path}-wal`),
    becomes: 'applied',
  },
  {
    what: 'without its write-ahead log and that log’s index',
    when: ['open', 'killed'],
    damage: ({ path }) => remove(path, '-wal', '-shm'),
    becomes: 'applied',
  },
  {
    what: 'without the index of its write-ahead log',
    when: ['killed'],
    damage: ({ path }) => remove(path, '-shm'),
    becomes: 'goes on',
  },
  {
    what: 'without a table',
    when: ['open', 'closed'],
    damage: sql('DROP TABLE members'),
    becomes: 'stopped',
    code: 'schema-drift',
  },
  {
    what: 'without a column',
    when: ['open', 'closed'],
    damage: sql('ALTER TABLE messages DROP COLUMN edited_applied_at'),
    becomes: 'stopped',
    code: 'schema-drift',
  },
  {
    what: 'given a trigger that refuses',
    when: ['open', 'closed'],
    damage: sql("CREATE TRIGGER no BEFORE INSERT ON messages BEGIN SELECT raise(ABORT, 'no'); END"),
    becomes: 'stopped',
    code: 'schema-drift',
  },
];

const isOutage = (code: string | undefined, path: string) => (error: unknown) => {
  assert.ok(error instanceof StoreFailure, String(error));
  assert.equal(error.failureClass, 'outage', error.message);
  assert.equal(error.code, code, error.message);
  assert.ok(error.message.includes(path), error.message);
  assert.match(error.message, /`npm run rebuild -- history --yes`/);
  return true;
};

describe('the file of the SQLite history', { concurrency: 4 }, () => {
  let whole: string;
  let folder: ReturnType<typeof temporaryFolder>;

  before(async () => {
    folder = temporaryFolder('whole');
    const store = openSqliteHistory(join(folder.path, 'history.sqlite'));
    await store.apply(log);
    whole = await store.contentHash();
    await store.close();
  });
  after(() => folder.remove());

  for (const { what, when, damage, becomes, code } of rows) {
    for (const state of when) {
      test(`${what}, ${state}: ${becomes}`, async () => {
        const place = temporaryFolder('history');
        const opened: HistoryStore[] = [];
        const open = (path: string) => {
          const store = openSqliteHistory(path);
          opened.push(store);
          return store;
        };
        const at = (name: string) => join(place.path, name, 'history.sqlite');
        try {
          const writer = open(at('used'));
          cpSync(folder.path, join(place.path, 'other'), { recursive: true });
          cpSync(folder.path, join(place.path, 'used'), { recursive: true });
          remove(at('used'), '', '-state');
          const epoch = await writer.beginEpoch();
          await writer.apply(log.slice(0, log.length / 2));
          await writer.close();
          copyFileSync(at('used'), join(place.path, 'backup'));
          let worker = open(at('used'));
          let gateway = open(at('used'));
          await worker.apply(log);
          sql('PRAGMA wal_checkpoint(TRUNCATE)')({ path: at('used') });
          await worker.apply(log.slice(0, 10));
          assert.ok(await gateway.message('general', messageId(1)));
          let used = at('used');
          // The last connection to close leaves one complete file; a reader would leave the log beside it.
          if (state === 'closed') await gateway.close();
          if (state === 'closed') await worker.close();
          if (state === 'killed') {
            // In another process: closing a descriptor of the file would release the locks that this process has on it.
            execFileSync('cp', ['-r', join(place.path, 'used'), join(place.path, 'killed')]);
            used = at('killed');
          }
          damage({ path: used, backup: join(place.path, 'backup'), other: at('other') });
          if (state !== 'open') {
            worker = open(used);
            gateway = open(used);
          }

          if (becomes === 'stopped') {
            const stops = (call: () => Promise<unknown>) =>
              waitUntil(
                async () => {
                  const error = await call().then(
                    () => null,
                    (failure: unknown) => failure,
                  );
                  return error instanceof StoreFailure && error.code === code ? error : undefined;
                },
                { what: `${code}` },
              );
            isOutage(code, used)(await stops(() => worker.apply(log)));
            isOutage(code, used)(await stops(() => gateway.contentHash()));
            const rebuilt = await worker.wipe();
            assert.notEqual(rebuilt, epoch);
            assert.equal(await gateway.epochId(), rebuilt);
          } else {
            // Like a worker: reads the epoch, and probes while the store can't be used.
            const present = await waitUntil(
              async () => {
                await worker.probe();
                const found = await worker.beginEpoch();
                return (found !== epoch) === (becomes !== 'goes on') && found;
              },
              { what: 'the store to heal' },
            );
            const readEpoch = () => gateway.epochId();
            assert.equal(await waitUntil(readEpoch, { what: 'the gateway to read it' }), present);
            if (becomes === 'goes on') assert.equal(await gateway.contentHash(), whole);
          }
          await worker.apply(log);
          assert.equal(await gateway.contentHash(), whole, 'filled from the log, its content is the same');
        } finally {
          await Promise.all(opened.map((store) => store.close()));
          place.remove();
        }
      });
    }
  }

  test('deleted without the files beside it, while another process has it open: filled', async () => {
    const place = temporaryFolder('history');
    const path = join(place.path, 'history.sqlite');
    const worker = openSqliteHistory(path);
    // Like an idle gateway: it keeps the index of the old write-ahead log locked, which a process can't do to itself.
    let idle: ChildProcess | undefined;
    try {
      const epoch = await worker.beginEpoch();
      await worker.apply(log);
      idle = spawn(process.execPath, [
        '-e',
        `const file = new (require('node:sqlite').DatabaseSync)(${JSON.stringify(path)});
         file.prepare('SELECT count(*) FROM messages').get();
         process.stdout.write('open');
         setInterval(() => file, 1_000);`,
      ]);
      await once(idle.stdout!, 'data');
      await worker.apply(log.slice(0, 10));
      remove(path, '');
      await waitUntil(
        async () => {
          await worker.probe();
          return (await worker.beginEpoch()) !== epoch;
        },
        { what: 'the store to heal' },
      );
      await worker.apply(log);
      assert.equal(await worker.contentHash(), whole);
    } finally {
      idle?.kill('SIGKILL');
      await worker.close();
      place.remove();
    }
  });

  for (const isInUse of [true, false]) {
    test(`the files -state and -lock, deleted ${isInUse ? 'while it is in use' : 'while it is closed'}, are created again`, async () => {
      const place = temporaryFolder('history');
      const path = join(place.path, 'history.sqlite');
      const beside = [`${path}-state`, `${path}-lock`];
      let store = openSqliteHistory(path);
      try {
        const epoch = await store.beginEpoch();
        await store.apply(log.slice(0, log.length / 2));
        if (!isInUse) await store.close();
        remove(path, '-state', '-lock');
        if (isInUse) await store.close();
        store = openSqliteHistory(path);
        assert.equal(await store.beginEpoch(), epoch, 'the log is not applied again');
        await store.apply(log.slice(log.length / 2));
        assert.deepEqual(beside.filter(existsSync), beside);
        assert.equal(await store.contentHash(), whole);
      } finally {
        await store.close();
        place.remove();
      }
    });
  }
});
