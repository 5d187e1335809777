import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { IdentityStore } from '../../adapters/sqlite/identity/identity-store.ts';
import { temporaryFolder } from '../engines/temporary-folder.ts';
import { runTool } from './run-tool.ts';

const LIMITS = { idleMs: 3_600_000, maxMs: 86_400_000 };
const PERSON = {
  email: 'olga@example.com',
  name: 'Olga',
  password: 'correct horse battery',
  role: 'admin',
} as const;

test('a backup brings back accounts and passwords, not sessions; each file is its owner’s alone', async (t) => {
  const folder = temporaryFolder('identity');
  t.after(folder.remove);
  const file = join(folder.path, 'identity.sqlite');
  const copy = join(folder.path, 'copy.sqlite');
  const identity = (...args: string[]) => runTool('identity.ts', args, { WAYBILL_DATA_DIR: folder.path });
  const none = await identity('backup', copy);
  assert.deepEqual([none.code, none.stderr.startsWith('There are no accounts yet')], [64, true]);

  const store = await IdentityStore.open(file, LIMITS);
  await store.createPerson(PERSON);
  const { token } = (await store.signIn(PERSON.email, PERSON.password))!;
  const copied = await identity('backup', copy);
  assert.equal(copied.code, 0, copied.stderr);
  assert.equal(statSync(copy).mode & 0o777, 0o600);
  assert.equal((await identity('backup', copy)).code, 64, 'no file is overwritten');
  store.close();
  for (const end of ['', '-wal', '-shm', '.secret']) rmSync(file + end, { force: true });

  assert.equal((await identity('restore', join(folder.path, 'nothing.sqlite'))).code, 64);
  const restored = await identity('restore', copy);
  assert.deepEqual(
    [restored.code, restored.stdout.startsWith('Restored 1 accounts')],
    [0, true],
    restored.stderr,
  );
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const again = await IdentityStore.open(file, LIMITS);
  t.after(() => again.close());
  assert.equal(await again.accountOfSession(token, Date.now()), null);
  assert.equal((await again.signIn(PERSON.email, PERSON.password))?.account.role, 'admin');
});

test('reset-admin writes a new link, which ends an earlier one', async (t) => {
  const folder = temporaryFolder('identity');
  t.after(folder.remove);
  const reset = () => runTool('identity.ts', ['reset-admin'], { WAYBILL_DATA_DIR: folder.path });
  const first = (await reset()).stdout;
  const { code, stdout } = await reset();
  assert.equal(code, 0);
  const token = readFileSync(join(folder.path, 'set-up-token'), 'utf8');
  assert.ok(stdout.includes(`http://127.0.0.1:7401/set-up#${token}`) && !first.includes(token));
  assert.equal(existsSync(join(folder.path, 'identity.sqlite')), false);
});
