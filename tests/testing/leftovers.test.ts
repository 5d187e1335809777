import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { OutcomeCounter } from '../../scripts/testing/count-outcomes.ts';
import { clearLeftovers, describeLeftovers, makeFolder } from '../../scripts/testing/leftovers.ts';
import { LEFTOVER_TEST } from '../../scripts/testing/run-file.ts';

const sleeper = (environment: Record<string, string>, ...args: string[]): ChildProcess =>
  spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', ...args], {
    detached: true,
    stdio: 'ignore',
    env: { NODE_ENV: 'test', ...environment },
  });

test('a file that leaves nothing is not reported, and its folder is removed', async () => {
  const folder = makeFolder();
  assert.equal(describeLeftovers(await clearLeftovers(folder)), undefined);
  assert.equal(existsSync(folder), false);
});

test('processes are known by their environment, arguments or folder, named and ended; files are named and removed', async () => {
  const folder = makeFolder();
  mkdirSync(join(folder, 'waybill-data-1'));
  const children = [sleeper({ TMPDIR: folder }), sleeper({}, join(folder, 'waybill-data-1'))];
  const other = sleeper({ TMPDIR: `${folder.slice(0, -1)}` });
  await Promise.all([...children, other].map((child) => once(child, 'spawn')));
  const exits = children.map((child) => once(child, 'exit'));
  const left = await clearLeftovers(folder, 0);
  assert.deepEqual(
    left.processes.map(({ pid }) => pid).toSorted(),
    children.map(({ pid }) => pid).toSorted(),
  );
  assert.deepEqual(left.files, ['waybill-data-1']);
  assert.match(
    describeLeftovers(left) ?? '',
    /still ran and was killed: .*\nTemporary files remained: waybill-data-1$/s,
  );
  assert.deepEqual(
    (await Promise.all(exits)).map(([, signal]) => signal),
    ['SIGKILL', 'SIGKILL'],
  );
  assert.equal(existsSync(folder), false);
  assert.equal(other.exitCode, null);
  const ended = once(other, 'exit');
  other.kill('SIGKILL');
  await ended;
});

test('what a file leaves counts as a failed test', () => {
  const counter = new OutcomeCounter();
  counter.see({ type: 'test:fail', data: { name: LEFTOVER_TEST, nesting: 0, details: {} } } as never);
  assert.equal(counter.failed, 1);
});
