import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { mountSmallDisk } from '../../engines/small-disk.ts';

const fixture = join(import.meta.dirname, 'fixtures', 'shared-memory.ts');
// With blocks smaller than a page, a mapped page may have no space on the disk when it is first written.
const disk = mountSmallDisk({ mebibytes: 64, blockBytes: 1_024 });
after(() => typeof disk !== 'string' && disk.remove());

function start(...args: string[]) {
  const child = fork(fixture, args, {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  let printed = '';
  child.stdout?.on('data', (data) => {
    printed += data;
  });
  return { child, result: () => resultOf(child, () => printed) };
}

async function resultOf(child: ChildProcess, printed: () => string) {
  const [code, signal] =
    child.exitCode === null && child.signalCode === null ? await once(child, 'close') : [];
  assert.equal(signal ?? null, null, 'it is not ended by a signal');
  assert.equal(code ?? 0, 0);
  return JSON.parse(printed());
}

test('on a full disk a database refuses writes, and the system never kills its process', {
  skip: typeof disk === 'string' && disk,
}, async () => {
  if (typeof disk === 'string') return;
  const path = join(disk.path, 'index.sqlite');
  const copy = join(disk.path, 'copy.sqlite');
  const growing = start('prepare', path, copy);
  await once(growing.child, 'message', { signal: AbortSignal.timeout(30_000) });
  disk.fill(28 * 1_024);
  growing.child.send('go');
  assert.deepEqual(await growing.result(), { failure: '13', isRead: true });
  disk.empty();

  disk.fill(12 * 1_024);
  assert.deepEqual(await start('open', copy).result(), { failure: 'SQLITE_FULL' });
  disk.empty();
  assert.deepEqual(await start('open', copy).result(), { failure: 'none' });
});
