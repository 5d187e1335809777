import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { indexOperations } from '../../../adapters/sqlite/dead-letters/index-operations.ts';
import { temporaryFolder } from '../../engines/temporary-folder.ts';

const folder = temporaryFolder('index-versions');
after(() => folder.remove());

test('an index file whose payloads were checked against other schemas is filled again; one with the same schemas is kept', () => {
  const path = join(folder.path, 'index.sqlite');
  const open = (schemasDigest: string) => indexOperations(path, schemasDigest);
  const standsAt = (schemasDigest: string) => {
    const index = open(schemasDigest);
    const progress = index.progress('DEAD_LETTERS');
    index.close();
    return progress;
  };
  const first = open('schemas of today');
  first.add({ stream: 'DEAD_LETTERS', after: null, created: 'x', next: 8, failures: [], actions: [] });
  first.close();
  assert.deepEqual({ ...standsAt('schemas of today') }, { created: 'x', next: 8 });
  assert.equal(standsAt('schemas of tomorrow'), null);
  assert.equal(standsAt('schemas of today'), null);
});
