import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { clearLeftovers, makeFolder } from '../../scripts/testing/leftovers.ts';
import { skipWithoutChromium } from '../console/chromium.ts';
import { atExit } from '../engines/at-exit.ts';
import { waitUntil } from '../engines/condition.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import { startPipeline, type TestPipeline } from '../engines/pipeline.ts';
import { temporaryFolder } from '../engines/temporary-folder.ts';

const root = join(import.meta.dirname, '..', '..');
const skip = natsServerBinary() ? false : 'no nats-server';

interface RunningTool {
  folder: string;
  output(): string;
}

/** Runs a tool by npm, presses Ctrl-C once `isTime`, and fails if a process or a file is left. */
async function interrupt(
  command: string,
  isTime: (tool: RunningTool) => boolean | Promise<boolean>,
  environment: Record<string, string> = {},
): Promise<void> {
  const folder = makeFolder();
  // A group of its own, as a terminal gives it: Ctrl-C reaches npm, and each process that it started.
  const child = spawn('npm', ['run', ...command.split(' ')], {
    cwd: root,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...environment, TMPDIR: folder },
  });
  const forget = atExit(() => process.kill(-child.pid!, 'SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const ended = once(child, 'exit');
  try {
    await waitUntil(() => hasEnded() || isTime({ folder, output: () => output }), {
      what: `${command} to have begun`,
      timeoutMs: 120_000,
    });
    assert.ok(!hasEnded(), `${command} ended by itself:\n${output}`);
    process.kill(-child.pid!, 'SIGINT');
    await ended;
  } finally {
    forget();
    if (!hasEnded()) process.kill(-child.pid!, 'SIGKILL');
    const left = await clearLeftovers(folder);
    assert.deepEqual(left, { processes: [], files: [] }, output);
  }
}

/** Whether the processes of a Waybill in the temporary folder are being started. */
const starts = ({ folder }: RunningTool): boolean =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((path) => /processes.nats/.test(path));
const says =
  (text: string) =>
  ({ output }: RunningTool): boolean =>
    output().includes(text);

describe('tools that start a Waybill of their own leave nothing after Ctrl-C', { skip }, () => {
  for (const name of ['a', 'c'])
    test(`incident ${name}, while it starts`, () => interrupt(`incident -- ${name}`, starts));

  test('incident b, while it starts', { skip: !process.env.CASSANDRA_LIB && 'no Cassandra' }, () =>
    interrupt('incident -- b', starts),
  );

  test('incident c, with its worker and traffic', () => interrupt('incident -- c', says('Normal operation')));

  test('chaos', () => interrupt('chaos -- --for 1m', starts));

  test('screenshots', { skip: skipWithoutChromium }, (t) => {
    const pictures = temporaryFolder('pictures');
    t.after(pictures.remove);
    return interrupt(`screenshots -- --all ${pictures.path}`, starts);
  });
});

describe('tools that work on a Waybill leave nothing after Ctrl-C', { skip }, () => {
  let pipeline: TestPipeline;
  before(async () => {
    pipeline = await startPipeline({ environment: { WAYBILL_CONSOLE_PORT: '7499' } });
  });
  after(() => pipeline?.stop());

  test('demo', () => interrupt('demo', says('Sending 80 commands'), pipeline.environment));

  test('traffic', () =>
    interrupt(
      'traffic -- --rate 20',
      async () => (await pipeline.alice.request('GET', '/v1/channels/general')).status === 200,
      pipeline.environment,
    ));

  test('rebuild', async () => {
    // Without a worker, it waits for one first.
    await pipeline.worker.stop();
    await interrupt('rebuild -- history --yes', says('Emptying it'), pipeline.environment);
  });
});
