import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import type { HistoryChange } from '../../contracts/ports/history-store.ts';
import type openCassandra from '../contracts/fixtures/open-cassandra-history.ts';
import openCassandraHistory from '../contracts/fixtures/open-cassandra-history.ts';
import type openSqlite from '../contracts/fixtures/open-sqlite-history.ts';
import openSqliteHistory from '../contracts/fixtures/open-sqlite-history.ts';
import { created, type scenarios as drawScenarios, sent } from '../contracts/history-changes.ts';
import type { ReadableHistory } from '../contracts/history-reads.ts';
import { withoutCassandra } from '../engines/cassandra-server.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import { shareCassandra } from '../engines/shared-cassandra.ts';
import { temporaryFolder } from '../engines/temporary-folder.ts';
import { changesOnPage, copyWithChanges } from './page-changes.ts';

const root = join(import.meta.dirname, '..', '..');
const changes = changesOnPage(readFileSync(join(root, 'docs/adding-a-command.md'), 'utf8'));
const folder = temporaryFolder('command');

/** Runs node in the copy. If it fails, the error has its output. */
async function run(...args: string[]): Promise<void> {
  // With this variable, the child would act as part of this run and report in another format.
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
  const child = spawn(process.execPath, args, { cwd: folder.path, env: environment, timeout: 300_000 });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => {
      output += bytes;
    });
  const [code] = await once(child, 'close');
  assert.equal(code, 0, output);
}

const inCopy = <Module>(file: string): Promise<Module> => import(pathToFileURL(join(folder.path, file)).href);

describe('docs/adding-a-command.md, followed literally', () => {
  before(() => copyWithChanges(root, folder.path, changes));
  after(() => folder.remove());

  test('adds files, and changes only the catalog, a table of each store and the read', () => {
    const touched = (kind: string) =>
      changes.filter((change) => change.kind === kind).map(({ file }) => file);
    assert.deepEqual(touched('new'), [
      'domain/chat/rename-channel/renamed.ts',
      'domain/chat/rename-channel/command.ts',
      'tests/domain/chat/rename-channel.test.ts',
    ]);
    for (const file of touched('new')) assert.ok(!existsSync(join(root, file)), `${file} is an example`);
    assert.deepEqual(touched('diff'), [
      'domain/catalog.ts',
      'adapters/sqlite/history/history-tables.ts',
      'adapters/cassandra/history-tables.ts',
      'domain/chat/channel.ts',
    ]);
  });

  test('the compiler accepts it', async () => {
    const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'));
    const options = { ...compilerOptions, incremental: false, plugins: [] };
    const files = changes.map(({ file }) => file);
    writeFileSync(
      join(folder.path, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: options, files, include: [] }),
    );
    await run('node_modules/typescript/bin/tsc', '--noEmit');
  });

  const withoutNats = natsServerBinary() ? false : 'no nats-server';
  test('its own test passes end to end', { skip: withoutNats }, () =>
    run('--test', 'tests/domain/chat/rename-channel.test.ts'),
  );

  test('the contract suite and the proofs take the new field', () =>
    run(
      '--test',
      '--test-name-pattern=any order|proven only|every event of the catalog',
      'tests/contracts/sqlite-history-store.test.ts',
      'tests/adapters/history/proof-by-content.test.ts',
      'tests/adapters/history/change-of-event.test.ts',
    ));

  /**
   * Fills a store with the present program, opens it with the new command, which migrates it, then applies titles and
   * `batches`.
   */
  async function migrate(
    present: ReadableHistory,
    open: () => ReadableHistory,
    batches: readonly HistoryChange[][],
  ): Promise<{ title: string | undefined; epoch: string | null; hash: string }> {
    const { renamed } = await inCopy<{ renamed: HistoryChange['field'] }>(
      'domain/chat/rename-channel/renamed.ts',
    );
    const epoch = await present.beginEpoch();
    await present.apply([created(), sent({ version: 2 })]);
    await present.close();
    const renamedTo = (title: string, version: number): HistoryChange => ({
      field: renamed,
      key: { channelId: 'general' },
      values: { title },
      actor: 'bob',
      version,
      acceptedAt: 1_790_000_000_000,
    });
    const store = open();
    try {
      await store.apply([renamedTo('Newest', 9), renamedTo('Older', 5)]);
      const channel = await store.channel('general');
      assert.equal(await store.epochId(), epoch, 'a migration keeps the content');
      assert.equal((await store.messages('general', 10)).length, 1);
      for (const batch of batches) await store.apply(batch);
      return { title: channel?.title, epoch, hash: await store.contentHash() };
    } finally {
      await store.close();
    }
  }

  test('existing files and keyspaces gain the field, keep their content, and reach the same state in any order of changes', {
    skip: withoutCassandra,
  }, async () => {
    const { default: openSqliteAfter } = await inCopy<{ default: typeof openSqlite }>(
      'tests/contracts/fixtures/open-sqlite-history.ts',
    );
    const { default: openCassandraAfter } = await inCopy<{ default: typeof openCassandra }>(
      'tests/contracts/fixtures/open-cassandra-history.ts',
    );
    const { scenarios } = await inCopy<{ scenarios: typeof drawScenarios }>(
      'tests/contracts/history-changes.ts',
    );
    let run = 0;
    const drawn = fc.sample(
      scenarios(() => `run-${++run}`),
      15,
    );
    const path = join(folder.path, 'history.sqlite');
    const inSqlite = await migrate(
      openSqliteHistory(path),
      () => openSqliteAfter(path),
      drawn.map(({ log }) => log),
    );
    assert.equal(inSqlite.title, 'Newest');
    const node = await shareCassandra();
    try {
      const { contactPoint, port } = node;
      const place = JSON.stringify({ contactPoint, port, keyspace: 'renaming' });
      const inCassandra = await migrate(
        openCassandraHistory(place),
        () => openCassandraAfter(place),
        drawn.flatMap(({ deliveries }) => deliveries.map(({ batch }) => batch)),
      );
      assert.equal(inCassandra.title, 'Newest');
      assert.equal(inCassandra.hash, inSqlite.hash);
    } finally {
      await node.stop();
    }
  });
});
