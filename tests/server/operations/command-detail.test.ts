import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { after, before, test } from 'node:test';
import { waitUntil } from '../../engines/condition.ts';
import { startPipeline, type TestPipeline } from '../../engines/pipeline.ts';
import { startRole, type TestRole } from '../../engines/role.ts';

const OPERATOR_KEY = 'olga-key-0123456789';

let pipeline: TestPipeline;
let operations: TestRole;
before(async () => {
  pipeline = await startPipeline();
  operations = await startRole('operations', {
    ...pipeline.environment,
    WAYBILL_OPERATOR_KEYS: `olga:${OPERATOR_KEY}`,
  });
  await waitUntil(async () => (await fetch(`${operations.url}/health/ready`)).ok, {
    what: 'the operations service',
  });
});
after(async () => {
  await operations.kill();
  await pipeline.stop();
});

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
const ops = async (path: string): Promise<{ status: number; body: any }> => {
  const response = await fetch(`${operations.url}/ops/v1${path}`, {
    headers: { authorization: `Bearer ${OPERATOR_KEY}` },
  });
  return { status: response.status, body: await response.json() };
};

test('the command detail shows each stage, and the answer the client gets', async () => {
  const { body } = await pipeline.alice.send('general', 'Hello');
  await pipeline.alice.status(body.commandId, 'applied');
  const commandDetail = await ops(`/commands/${body.commandId.toUpperCase()}`);
  assert.deepEqual(
    commandDetail.body.stages.map(({ name, word }: Record<string, string>) => [name, word]),
    [
      ['gateway', 'accepted'],
      ['log', 'durable'],
      ['history', 'proven'],
    ],
  );
  assert.ok(commandDetail.body.stages.every(({ at }: { at: string }) => Date.parse(at) > 0));
  const { checkedAt, ...seen } = (await pipeline.alice.request('GET', commandDetail.body.client.path)).body;
  const { checkedAt: _, ...shown } = commandDetail.body.client.body;
  assert.deepEqual(shown, seen);
  assert.ok(checkedAt);
  assert.equal(JSON.parse(commandDetail.body.event).data.text, 'Hello');
});

test('a command that was never accepted has a command detail that says so', async () => {
  const commandDetail = await ops('/commands/0192f7c1-5b0e-7c33-8d1e-4f2a9a3f04aa');
  assert.equal(commandDetail.status, 200);
  assert.deepEqual(
    [commandDetail.body.command, commandDetail.body.client.status, commandDetail.body.client.body.type],
    [null, 404, '/problems/command-never-accepted'],
  );
});

test('recent commands are the newest of all partitions, newest first', async () => {
  const sent: string[] = [];
  for (let n = 0; n < 12; n += 1)
    sent.push((await pipeline.alice.send(`recent-${n}`, `m${n}`)).body.commandId);
  await pipeline.alice.status(sent.at(-1)!, 'applied');
  const { body } = await ops('/commands?limit=10');
  assert.deepEqual(
    body.commands.map(({ commandId }: { commandId: string }) => commandId),
    sent.toReversed().slice(0, 10),
  );
  assert.deepEqual(body.commands[0].fields, [
    { name: 'channel', value: 'recent-11' },
    { name: 'author', value: 'alice' },
    { name: 'text', value: 'm11' },
  ]);
  assert.equal((await ops('/commands?limit=x')).status, 400);
});

test('summaries separate known ids from unknown ones', async () => {
  const { body } = await pipeline.alice.send('general', 'x');
  const unknown = '0192f7c1-5b0e-7c33-8d1e-4f2a9a3f04aa';
  const found = await ops(`/summaries?ids=${body.commandId},${unknown}`);
  assert.deepEqual(
    found.body.commands.map(({ commandId }: { commandId: string }) => commandId),
    [body.commandId],
  );
  assert.deepEqual(found.body.unknown, [unknown]);
  const shouted = await ops(
    `/summaries?ids=${body.commandId.toUpperCase()},${body.commandId},${unknown.toUpperCase()}`,
  );
  assert.equal(shouted.body.commands.length, 1, 'an id in either case is one id');
  assert.deepEqual(shouted.body.unknown, [unknown]);
  assert.equal((await ops('/summaries?ids=nonsense')).status, 400);
});

test('the service answers to loopback names only', async () => {
  const { port } = new URL(operations.url);
  const status = await new Promise((resolve, reject) => {
    httpRequest(
      { port, host: '127.0.0.1', path: '/ops/v1/commands', headers: { host: 'evil.example' } },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      },
    )
      .on('error', reject)
      .end();
  });
  assert.equal(status, 403);
});

test('the service requires an operator’s key, except for health', async () => {
  const without = await fetch(`${operations.url}/ops/v1/commands`);
  assert.equal(without.status, 401);
  assert.equal(without.headers.get('www-authenticate'), 'Bearer');
  const wrong = await fetch(`${operations.url}/ops/v1/commands`, {
    headers: { authorization: 'Bearer alice-key-0123456789' },
  });
  assert.equal(wrong.status, 401);
  assert.equal((await fetch(`${operations.url}/health/live`)).status, 200);
});
