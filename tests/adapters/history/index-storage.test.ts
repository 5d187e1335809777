import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { openSqliteDeadLetterIndex } from '../../../adapters/sqlite/dead-letters/sqlite-dead-letter-index.ts';
import { openSqliteLedgerIndex } from '../../../adapters/sqlite/ledger/sqlite-ledger-index.ts';
import { openSqliteLagHistory } from '../../../adapters/sqlite/metrics/sqlite-lag-history.ts';
import type { StreamProgress } from '../../../contracts/ports/stream-progress.ts';
import { waitUntil } from '../../engines/condition.ts';
import { temporaryFolder } from '../../engines/temporary-folder.ts';

/** An index as this test uses it: it stores a stream and its progress. */
interface Index {
  progress(): Promise<StreamProgress | null>;
  takeIn(after: StreamProgress | null, next: number): Promise<boolean>;
  /** Answered by the reading thread, if the index has one. */
  read(): Promise<unknown>;
  close(): Promise<void>;
}

const created = '2026-01-01T00:00:00Z';
const limits = { timeoutMs: 10_000, maxCalls: 100 };

const indexes: Readonly<Record<string, (path: string) => Index>> = {
  'dead letters'(path) {
    const index = openSqliteDeadLetterIndex({ path, schemasDigest: '', ...limits });
    return {
      progress: () => index.progress('DEAD_LETTERS'),
      takeIn: (after, next) =>
        index.add({ stream: 'DEAD_LETTERS', after, created, next, failures: [], actions: [] }),
      read: () => index.openDeadLetters(),
      close: () => index.close(),
    };
  },
  ledger(path) {
    const index = openSqliteLedgerIndex({ path, ...limits });
    return {
      progress: () => index.progress('LEDGER'),
      takeIn: (after, next) => index.addLedger({ after, created, next, messages: [] }),
      read: () => index.size(),
      close: () => index.close(),
    };
  },
  'lag history'(path) {
    const index = openSqliteLagHistory({ path, ...limits });
    return {
      progress: () => index.progress('CHANGES'),
      takeIn: (after, next) =>
        index.takeIn({
          stream: 'CHANGES',
          after,
          progress: { created, next },
          minutes: [],
          logMinutes: [],
          changes: [],
        }),
      read: () => index.statusChanges(),
      close: () => index.close(),
    };
  },
};

const damages: Readonly<Record<string, (path: string) => void>> = {
  deleted: (path) => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
  },
  'truncated to 0': (path) => truncateSync(path),
  'overwritten by something else': (path) => writeFileSync(path, 'no database at all '.repeat(1_000)),
  'overwritten by an older copy': (path) => copyFileSync(`${path}.older`, path),
  'broken in its pages': (path) => {
    const bytes = readFileSync(path);
    bytes.fill(0xa5, 100);
    writeFileSync(path, bytes);
  },
  'without its write-ahead log': (path) => rmSync(`${path}-wal`, { force: true }),
};

describe('the files of the indexes', { concurrency: 4 }, () => {
  for (const [name, open] of Object.entries(indexes)) {
    for (const [damage, done] of Object.entries(damages)) {
      for (const state of ['open', 'closed'] as const) {
        // If the lost log belonged to a closed index, reading continues from the stored progress.
        if (state === 'closed' && damage === 'without its write-ahead log') continue;
        test(`${name}, ${damage}, ${state}: filled again from the streams`, async () => {
          const folder = temporaryFolder('index');
          const path = join(folder.path, 'index.sqlite');
          let index = open(path);
          try {
            await index.takeIn(null, 5);
            await index.close();
            copyFileSync(path, `${path}.older`);
            index = open(path);
            const older = await index.progress();
            await index.takeIn(older, 9);
            await index.read();
            if (state === 'closed') await index.close();
            done(path);
            if (state === 'closed') index = open(path);

            // An older file continues from its progress; under an open connection nothing can be trusted.
            const isOlder = damage === 'overwritten by an older copy' && state === 'closed';
            const first = () => index.progress().then((progress) => ({ progress }));
            const { progress } = await waitUntil(first, { what: 'the index to answer' });
            assert.deepEqual(progress, isOlder ? older : null);
            assert.equal(await index.takeIn(progress, 12), true);
            assert.deepEqual(await index.progress(), { created, next: 12 });
            await waitUntil(() => index.read().then(() => true), { what: 'the index to be read' });
          } finally {
            await index.close();
            folder.remove();
          }
        });
      }
    }
  }
});
