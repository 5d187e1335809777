import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { identifyProcess } from '../../../processes/supervisor/identify-process.ts';
import { planConsole } from '../../../processes/supervisor/plan-console.ts';
import { atExit } from '../../engines/at-exit.ts';
import { waitUntil } from '../../engines/condition.ts';

const module = pathToFileURL('processes/roles/end-with-parent.ts').href;

test('the console ends when its supervisor was killed', async () => {
  const { args } = planConsole({ root: process.cwd(), port: 1, env: process.env, logFile: '' });
  assert.ok(args.includes(`${module}?${process.pid}`), args.join(' '));

  // A parent, and a child that would run for ever, in a group of its own as a role is.
  const program = `
    const { spawn } = require('node:child_process');
    const module = ${JSON.stringify(module)} + '?' + process.pid;
    const child = spawn(process.execPath, ['--import', module, '-e', 'setInterval(() => {}, 1000); console.log(1)'], {
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    child.stdout.once('data', () => console.log(child.pid));
  `;
  const parent = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(parent.stdout, 'data');
  const child = Number(line);
  const forget = atExit(() => process.kill(child, 'SIGKILL'));
  const identity = identifyProcess(child);
  assert.ok(identity !== undefined);
  parent.kill('SIGKILL');
  await waitUntil(() => identifyProcess(child) !== identity, { what: 'the child to end', timeoutMs: 20_000 });
  forget();
});
