import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Client, clientOf } from '../engines/client.ts';
import { waitUntil } from '../engines/condition.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import { KEYS, startPipeline, type TestPipeline } from '../engines/pipeline.ts';
import { startRole, type TestRole } from '../engines/role.ts';
import { runTool } from './run-tool.ts';

const skip = natsServerBinary() ? false : 'no nats-server';

interface Sent {
  status: number;
  channel: string;
  text: string;
  key: string | undefined;
  commandId: string;
  position: string;
}

const CHANNELS = Array.from({ length: 12 }, (_, index) => `moved-${index}`);

/** Sends messages concurrently until told to stop: half of them with a key, over two gateways. */
function sendUntil(clients: Client[], stopped: () => boolean): { sent: Sent[]; ended: Promise<unknown> } {
  const sent: Sent[] = [];
  let count = 0;
  const lane = async (index: number) => {
    while (!stopped()) {
      const number = count++;
      const channel = CHANNELS[number % CHANNELS.length]!;
      const key = number % 2 === 0 ? `moved-${number}` : undefined;
      const text = `message ${number}`;
      const { status, body } = await clients[index % clients.length]!.send(channel, text, key);
      sent.push({
        status,
        channel,
        text,
        key,
        commandId: body.commandId,
        position: body.position ?? JSON.stringify(body),
      });
    }
  };
  return { sent, ended: Promise.all(Array.from({ length: 8 }, (_, index) => lane(index))) };
}

test('repartition', { skip }, async (t) => {
  let pipeline: TestPipeline;
  let second: TestRole;
  before(async () => {
    pipeline = await startPipeline();
    second = await startRole('gateway', { ...pipeline.environment, WAYBILL_GATEWAY_PORT: '0' });
  });
  after(async () => {
    await second?.kill();
    await pipeline?.stop();
  });

  await t.test('refuses invalid arguments, and changes nothing without --yes', async () => {
    // No server listens there, so a short timeout is enough.
    const environment = { ...pipeline.environment, WAYBILL_NATS_CONNECT_TIMEOUT_MS: '500' };
    const cases: [string[], RegExp][] = [
      [['--partitions', '0'], /from 1 to 1024/],
      [['--partitions', '4.5'], /from 1 to 1024/],
      [[], /from 1 to 1024/],
      [['--partition', '8'], /Unknown option/],
      [['--partitions', '4', '--yes'], /has 4 partitions already/],
      [
        ['--partitions', '8', '--yes', '--nats', 'nats://127.0.0.1:1'],
        /NATS cannot be reached \(ECONNREFUSED\). Start Waybill first/,
      ],
      [['--partitions', '1000', '--yes'], /no room for 1000 more streams/],
    ];
    for (const [args, message] of cases) {
      const run = await runTool('repartition.ts', args, environment);
      assert.equal(run.code, 64, run.stderr);
      assert.match(run.stderr, message);
    }
    const asked = await runTool('repartition.ts', ['--partitions', '8'], environment);
    assert.equal(asked.code, 2);
    assert.match(asked.stdout, /Nothing was changed. Add --yes/);
    const { body } = await pipeline.alice.send('moved-0', 'still in the first');
    assert.match(body.position, /^1-/);
  });

  await t.test(
    'under traffic: nothing is lost or refused, and everything continues in the new generation',
    async () => {
      const { alice } = pipeline;
      const old = await alice.send('moved-0', 'first text');
      const edited = await alice.request('PATCH', `/v1/channels/moved-0/messages/${old.body.commandId}`, {
        text: 'second text',
      });
      assert.match(edited.body.position, /^1-/);

      let stop = false;
      const { sent, ended } = sendUntil([alice, clientOf(second.url, KEYS.alice)], () => stop);
      await waitUntil(() => sent.length > 200, { what: 'traffic before' });
      const run = await runTool('repartition.ts', ['--partitions', '8', '--yes'], pipeline.environment);
      assert.equal(run.code, 0, run.stderr);
      assert.match(run.stdout, /generation 2 +8 partitions/);
      const then = sent.length;
      await waitUntil(() => sent.length > then + 400, { what: 'traffic after' });
      stop = true;
      await ended;

      assert.deepEqual(
        sent.filter(({ status }) => status !== 202),
        [],
      );
      const generations = new Set(sent.map(({ position }) => position.split('-')[0]));
      assert.deepEqual([...generations].sort(), ['1', '2']);
      const partitions = new Set(
        sent
          .map(({ position }) => position)
          .filter((at) => at.startsWith('2-'))
          .map((at) => at.split('-')[1]),
      );
      assert.ok(partitions.size > 4, `the new generation uses ${partitions.size} partitions`);
      for (const channel of CHANNELS) {
        const used = new Set(
          sent
            .filter((one) => one.channel === channel && one.position.startsWith('2-'))
            .map(({ position }) => position.split('-')[1]),
        );
        assert.equal(used.size, 1, `${channel} is in one partition of the new generation`);
      }

      // An edit in the new generation wins over one in the old, although its sequence is lower.
      const again = await alice.request('PATCH', `/v1/channels/moved-0/messages/${old.body.commandId}`, {
        text: 'third text',
      });
      assert.match(again.body.position, /^2-/);
      await alice.status(again.body.commandId, 'applied');
      const message = await alice.request('GET', `/v1/channels/moved-0/messages/${old.body.commandId}`);
      assert.equal(message.body.text, 'third text');

      for (const channel of CHANNELS) {
        const expected = sent.filter((one) => one.channel === channel);
        const stored = await waitUntil(
          async () => {
            const messages = await alice.messages(channel);
            return messages.length >= expected.length ? messages : undefined;
          },
          { what: `all messages of ${channel}` },
        );
        const counts = new Map<string, number>();
        for (const { text } of stored) counts.set(text, (counts.get(text) ?? 0) + 1);
        assert.deepEqual(
          expected.filter(({ text }) => counts.get(text) !== 1),
          [],
          'each accepted message is there once',
        );
      }

      // Commands from before the change still have a status, and their keys still work.
      const before = sent.find(({ position, key }) => position.startsWith('1-') && key !== undefined)!;
      assert.equal((await alice.status(before.commandId, 'applied')).body.position, before.position);
      const repeated = await alice.send(before.channel, before.text, before.key);
      assert.equal(repeated.body.commandId, before.commandId);
    },
  );
});
