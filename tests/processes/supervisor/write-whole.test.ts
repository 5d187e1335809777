import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { writeWhole } from '../../../processes/supervisor/write-whole.ts';
import { mountSmallDisk } from '../../engines/small-disk.ts';
import { temporaryFolder } from '../../engines/temporary-folder.ts';

test('a configuration file is written if it is missing or differs, and otherwise stays unchanged', (t) => {
  const folder = temporaryFolder('whole');
  t.after(folder.remove);
  const file = join(folder.path, 'nats', 'nats-server.conf');
  writeWhole(file, 'listen: 1');
  const { ino } = statSync(file);
  writeWhole(file, 'listen: 1');
  assert.equal(statSync(file).ino, ino);
  writeFileSync(file, '');
  writeWhole(file, 'listen: 1');
  assert.equal(readFileSync(file, 'utf8'), 'listen: 1');
  rmSync(file);
  writeWhole(file, 'listen: 2');
  assert.equal(readFileSync(file, 'utf8'), 'listen: 2');
});

const disk = mountSmallDisk({ mebibytes: 1 });

test('on a full disk, a configuration file is never truncated', {
  skip: typeof disk === 'string' && disk,
}, (t) => {
  if (typeof disk === 'string') return;
  t.after(disk.remove);
  const file = join(disk.path, 'nats-server.conf');
  writeWhole(file, 'listen: 1');
  disk.fill();
  writeWhole(file, 'listen: 1');
  assert.throws(() => writeWhole(file, 'x'.repeat(10_000)), /ENOSPC/);
  assert.equal(readFileSync(file, 'utf8'), 'listen: 1');
  assert.ok(existsSync(file));
});
