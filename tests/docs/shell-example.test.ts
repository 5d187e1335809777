import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { KEYS, startPipeline, type TestPipeline } from '../engines/pipeline.ts';
import { temporaryFolder } from '../engines/temporary-folder.ts';

/** The safe commands as docs/api.md prints them: the second block of shell commands under its first heading. */
function printedCommands(): string {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'api.md'), 'utf8');
  const section = page.slice(page.indexOf('\n## Quick start'), page.indexOf('\n## Callers'));
  const block = [...section.matchAll(/```sh\n(.*?)```/gs)][1]?.[1];
  assert.ok(block, 'docs/api.md contains the commands');
  return block;
}

let pipeline: TestPipeline;
before(async () => {
  pipeline = await startPipeline();
});
after(() => pipeline.stop());

/** Runs the commands in a shell against a gateway; resolves to what they print. */
async function run(url: string, key: string, message = 'Hello, once'): Promise<Record<string, unknown>> {
  const folder = temporaryFolder('shell');
  const commands = printedCommands().replaceAll('Hello, once', message);
  const variables = `AUTH="Authorization: Bearer ${key}"\nJSON='Content-Type: application/json'\n`;
  const shell = spawn('bash', ['-c', variables + commands], {
    cwd: folder.path,
    env: { ...process.env, WAYBILL: url, no_proxy: '*' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    return JSON.parse(await text(shell.stdout)) as Record<string, unknown>;
  } finally {
    shell.kill();
    folder.remove();
  }
}

/**
 * Stands before the gateway and passes connections on. The first command reaches the gateway, which is then killed, so that
 * the client's connection breaks; the first question for a status is cut off without an answer.
 */
async function startBreaker(kill: () => Promise<void>) {
  const faults = ['POST', 'GET'];
  const asked: string[] = [];
  const server = createServer((client) => {
    const gateway = connect(Number(new URL(pipeline.gateway.url).port), '127.0.0.1');
    client.on('error', () => gateway.destroy()).on('close', () => gateway.destroy());
    gateway.on('error', () => client.destroy()).on('close', () => client.destroy());
    client.once('data', async (head) => {
      const [method = '', path = ''] = head.toString('latin1').split(' ');
      asked.push(`${method} ${path}`);
      gateway.write(head);
      client.pipe(gateway);
      if (faults[0] !== method) return void gateway.pipe(client);
      faults.shift();
      await once(gateway, 'data');
      if (method === 'POST') await kill();
      client.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, server };
}

test('the shell commands of docs/api.md survive a gateway that is killed while they wait, and send one message', async () => {
  const breaker = await startBreaker(() => pipeline.gateway.restart());
  try {
    const outcome = await run(breaker.url, KEYS.alice);
    assert.equal(outcome.state, 'applied');
    assert.equal((await pipeline.alice.messages('general')).length, 1);
    assert.ok(
      breaker.asked.filter((request) => request.startsWith('POST')).length >= 2,
      String(breaker.asked),
    );
    const reads = breaker.asked.filter((request) => request.startsWith('GET'));
    assert.ok(
      reads.length >= 2 && reads.every((request) => request.startsWith('GET /v1/commands/')),
      String(reads),
    );
  } finally {
    breaker.server.close();
  }
});

test('the shell commands of docs/api.md print why a command was refused, and end', async () => {
  const refused = await run(pipeline.gateway.url, KEYS.alice, '');
  assert.equal(refused.type, '/problems/invalid-request');
  assert.equal((await run(pipeline.gateway.url, 'unknown-key-0123456789')).type, '/problems/unauthorized');
});
