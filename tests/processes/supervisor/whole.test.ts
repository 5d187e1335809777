import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { identifyProcess } from '../../../processes/supervisor/identify-process.ts';
import { readProcessRecords } from '../../../processes/supervisor/process-records.ts';
import { waitUntil } from '../../engines/condition.ts';
import { natsServerBinary } from '../../engines/nats-server.ts';
import { temporaryFolder } from '../../engines/temporary-folder.ts';
import { startWaybill, type TestWaybill } from '../../engines/waybill.ts';

const skip = natsServerBinary() ? false : 'no nats-server';
const roles = ['nats', 'gateway', 'worker:history', 'operations'];
const withoutConsole = ['--roles', roles.join(',')];
/** For what is not about the operations service, which takes as long to start as the others together. */
const pipelineOnly = ['--roles', 'nats,gateway,worker:history'];

const headers = ({ apiKey }: TestWaybill) => ({
  authorization: `Bearer ${apiKey}`,
  'content-type': 'application/json',
});

/** Sends a message. Resolves to the URL of its status. */
async function send(waybill: TestWaybill): Promise<string> {
  const response = await fetch(`${waybill.gateway}/v1/channels/general/messages`, {
    method: 'POST',
    headers: headers(waybill),
    body: '{"text":"Hello"}',
    signal: AbortSignal.timeout(10_000),
  });
  assert.equal(response.status, 202);
  return `${waybill.gateway}${response.headers.get('location')}`;
}

async function whenApplied(waybill: TestWaybill, location: string): Promise<void> {
  const what = 'the command to be applied';
  await waitUntil(
    async () => {
      const response = await fetch(location, {
        headers: headers(waybill),
        signal: AbortSignal.timeout(5_000),
      });
      return ((await response.json()) as { state: string }).state === 'applied';
    },
    { timeoutMs: 20_000, what },
  );
}

const running = (dataDir: string) =>
  readProcessRecords(join(dataDir, 'processes')).filter(({ pid }) => identifyProcess(pid));

test('everything starts, accepts and applies; Ctrl-C, received twice at once, ends all in order', {
  skip,
}, async (t) => {
  const folder = temporaryFolder('whole');
  const waybill = await startWaybill({
    env: {
      WAYBILL_DATA_DIR: folder.path,
      // Settings that belong together reach each process together, or not at all.
      CASSANDRA_USERNAME: 'waybill',
      CASSANDRA_PASSWORD: 'a-password',
    },
  });
  t.after(waybill.stop);
  assert.equal((await fetch(`${waybill.console}/commands`)).status, 200);
  await whenApplied(waybill, await send(waybill));
  const pids = [...roles, 'console'].map((role) => waybill.pid(role)!);
  assert.equal(new Set(pids).size, 5);

  // The terminal, npm and the start script each forward it.
  const exited = once(waybill.child, 'exit');
  waybill.child.kill('SIGINT');
  await waitUntil(() => waybill.output().includes('SIGINT: stopping'), { intervalMs: 1 });
  waybill.child.kill('SIGINT');
  const [code] = await exited;
  assert.equal(code, 0, waybill.output());
  assert.deepEqual(
    pids.map(identifyProcess),
    pids.map(() => undefined),
  );
  assert.match(waybill.output(), /SIGINT: stopping everything, in order/);
  assert.doesNotMatch(waybill.output(), /Killing/);
});

test('a second start finds the data; a start on a folder in use is refused with one sentence', {
  skip,
}, async (t) => {
  const folder = temporaryFolder('again');
  const env = { WAYBILL_DATA_DIR: folder.path };
  const first = await startWaybill({ args: withoutConsole, env });
  t.after(first.stop);
  const location = new URL(await send(first));
  await assert.rejects(
    startWaybill({ args: withoutConsole, env }),
    new RegExp(`Another Waybill uses the data folder ${folder.path}`),
  );
  assert.equal(running(folder.path).length, 4, 'the first keeps running');
  assert.equal(await first.stop(), 0);

  const second = await startWaybill({ args: withoutConsole, env });
  t.after(second.stop);
  assert.equal(second.apiKey, first.apiKey);
  await whenApplied(second, `${second.gateway}${location.pathname}${location.search}`);
});

test('each killed role is restarted on its port, and so is nats-server with its data', {
  skip,
}, async (t) => {
  const waybill = await startWaybill({
    args: withoutConsole, // The events of a killed worker are delivered to the next one after this time.
    env: { WAYBILL_RESTART_DELAY_MS: '10', WAYBILL_ACK_WAIT_MS: '2000' },
  });
  t.after(waybill.stop);
  const before = await send(waybill);
  for (const role of roles) {
    const pid = waybill.pid(role)!;
    waybill.kill(role);
    await waitUntil(
      () => waybill.output().includes(`runs again.`) && waybill.pid(role) !== pid && waybill.pid(role),
    );
  }
  const lines = () => waybill.output().match(/runs again\./g)?.length === roles.length;
  await waitUntil(lines, { what: 'all to run again' });
  await whenApplied(waybill, before);
  const after = await waitUntil(() => send(waybill), { what: 'a command to be accepted' });
  await whenApplied(waybill, after);
});

test('a hanging nats-server is restarted', { skip }, async (t) => {
  const waybill = await startWaybill({
    args: pipelineOnly,
    env: {
      WAYBILL_LOG_PROBE_INTERVAL_MS: '100',
      WAYBILL_NATS_REQUEST_TIMEOUT_MS: '300',
      WAYBILL_NATS_STOP_TIMEOUT_MS: '300',
    },
  });
  t.after(waybill.stop);
  await send(waybill);
  process.kill(waybill.pid('nats')!, 'SIGSTOP');
  await waitUntil(() => waybill.output().includes('The log confirms writes again.'));
  assert.match(waybill.output(), /nats-server runs but does not confirm every write/);
  await waitUntil(() => send(waybill), { what: 'a command to be accepted' });
});

test('if the supervisor is killed, the roles end by themselves, and the next start ends the remaining nats-server', {
  skip,
}, async (t) => {
  const folder = temporaryFolder('orphans');
  const env = { WAYBILL_DATA_DIR: folder.path };
  const first = await startWaybill({ args: withoutConsole, env });
  const location = new URL(await send(first));
  const natsServer = first.pid('nats')!;
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  await waitUntil(() => running(folder.path).length === 1, { what: 'the roles to end by themselves' });
  assert.ok(identifyProcess(natsServer));

  const second = await startWaybill({ args: pipelineOnly, env });
  t.after(second.stop);
  assert.match(
    second.output(),
    new RegExp(`left running when it was killed: nats \\(process ${natsServer}\\)`),
  );
  assert.equal(identifyProcess(natsServer), undefined);
  await whenApplied(second, `${second.gateway}${location.pathname}${location.search}`);
});

test('a stop during the start ends everything that was started', { skip }, async () => {
  const folder = temporaryFolder('early');
  const starting = startWaybill({ args: pipelineOnly, env: { WAYBILL_DATA_DIR: folder.path } });
  const refused = assert.rejects(starting, /ended with code 130/);
  const found = await waitUntil(() => running(folder.path)[0], { intervalMs: 1 });
  process.kill(found.supervisor.pid, 'SIGINT');
  await refused;
  assert.deepEqual(running(folder.path), []);
});

test('with --json, standard output has one line, even if the start fails', { skip }, async () => {
  const folder = temporaryFolder('json');
  const run = async (env: Record<string, string>, onLine?: (child: ReturnType<typeof spawn>) => void) => {
    const main = join(import.meta.dirname, '..', '..', '..', 'processes', 'supervisor', 'main.ts');
    const child = spawn(process.execPath, [main, '--json', ...withoutConsole], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        WAYBILL_DATA_DIR: folder.path,
        WAYBILL_GATEWAY_PORT: '0',
        WAYBILL_NATS_PORT: '0',
        ...env,
      },
    });
    const streams = { out: '', err: '' };
    child.stdout.on('data', (data) => {
      streams.out += data;
      onLine?.(child);
    });
    child.stderr.on('data', (data) => {
      streams.err += data;
    });
    const [code] = await once(child, 'close');
    return { code, ...streams };
  };
  const good = await run({}, (child) => child.kill('SIGTERM'));
  assert.equal(good.code, 0);
  assert.equal(good.out.split('\n').length, 2);
  const report = JSON.parse(good.out);
  assert.deepEqual(Object.keys(report).sort(), [
    'apiKey',
    'dataDir',
    'gateway',
    'metrics',
    'nats',
    'operations',
    'operatorKey',
    'pids',
  ]);
  assert.deepEqual(Object.keys(report.pids).sort(), [...roles, 'supervisor'].sort());

  const bad = await run({ WAYBILL_GATEWAY_PORT: 'seven' });
  assert.equal(bad.code, 1);
  assert.equal(bad.out, '');
  assert.match(bad.err, /^WAYBILL_GATEWAY_PORT: "seven" is not a whole number/);
});

test('a second Ctrl-C kills processes that don’t end', { skip }, async (t) => {
  const waybill = await startWaybill({ args: pipelineOnly, env: { WAYBILL_DRAIN_TIMEOUT_MS: '60000' } });
  t.after(waybill.stop);
  // The gateway can't drain, so the first Ctrl-C would wait a minute for it.
  process.kill(waybill.pid('gateway')!, 'SIGSTOP');
  const exited = once(waybill.child, 'exit');
  waybill.child.kill('SIGINT');
  await waitUntil(() => waybill.output().includes('SIGINT: stopping'));
  const begin = performance.now();
  // Long enough that it doesn't count as the same Ctrl-C.
  const again = setInterval(() => waybill.child.kill('SIGINT'), 100);
  await exited;
  clearInterval(again);
  assert.ok(performance.now() - begin < 30_000);
  assert.match(waybill.output(), /Killing the processes that still run/);
  assert.deepEqual(running(waybill.dataDir), []);
});
