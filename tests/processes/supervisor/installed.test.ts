import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isInstalled } from '../../../scripts/bootstrap/install-dependencies.mjs';
import { temporaryFolder } from '../../engines/temporary-folder.ts';

const here = { os: [process.platform], cpu: [process.arch], optional: true, version: '1.0.0' };
const elsewhere = { os: ['plan9'], cpu: [process.arch], optional: true, version: '1.0.0' };

const cases: [what: string, wanted: object, present: object, expected: boolean][] = [
  ['all there', { 'node_modules/a': { version: '1.0.0' } }, { 'node_modules/a': { version: '1.0.0' } }, true],
  [
    'another version',
    { 'node_modules/a': { version: '1.0.1' } },
    { 'node_modules/a': { version: '1.0.0' } },
    false,
  ],
  ['one missing', { 'node_modules/a': { version: '1.0.0' } }, {}, false],
  ['another platform’s missing', { 'node_modules/a': elsewhere }, {}, true],
  ['this platform’s missing, as an older Node leaves it out', { 'node_modules/a': here }, {}, false],
];

for (const [what, wanted, present, expected] of cases) {
  test(`${what}: ${expected ? 'installed' : 'to be installed'}`, () => {
    const folder = temporaryFolder('installed');
    mkdirSync(join(folder.path, 'node_modules'));
    writeFileSync(join(folder.path, 'package-lock.json'), JSON.stringify({ packages: wanted }));
    writeFileSync(
      join(folder.path, 'node_modules', '.package-lock.json'),
      JSON.stringify({ packages: present }),
    );
    assert.equal(isInstalled(folder.path), expected);
    folder.remove();
  });
}
