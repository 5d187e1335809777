import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { waitUntil } from '../engines/condition.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import { startPipeline, type TestPipeline } from '../engines/pipeline.ts';
import { temporaryFolder } from '../engines/temporary-folder.ts';
import { runTool, startTool } from './run-tool.ts';

const message = (channelId: string, text: string) =>
  JSON.stringify({ command: 'send-message', parameters: { channelId }, body: { text } });

/** A count in the summary, such as `accepted`. */
const counted = (stdout: string, name: string): number =>
  Number(new RegExp(`^${name} +([0-9,]+) `, 'm').exec(stdout)?.[1]?.replaceAll(',', '') ?? Number.NaN);

describe('send', { skip: natsServerBinary() ? false : 'no nats-server' }, () => {
  const folder = temporaryFolder('send');
  let pipeline: TestPipeline;
  before(async () => {
    pipeline = await startPipeline();
  });
  after(async () => {
    await pipeline?.stop();
    folder.remove();
  });

  const write = (name: string, lines: (string | Buffer)[]): string => {
    const file = join(folder.path, name);
    writeFileSync(
      file,
      Buffer.concat(lines.flatMap((line) => [Buffer.from(line as string), Buffer.from('\n')])),
    );
    return file;
  };
  const textsOf = async (channel: string): Promise<string[]> =>
    (await pipeline.alice.messages(channel)).map(({ text }) => text).reverse();
  /** The texts of a channel in order, once there are this many. */
  const whenThere = (channel: string, count: number): Promise<string[]> =>
    waitUntil(
      async () => {
        const texts = await textsOf(channel);
        return texts.length >= count ? texts : undefined;
      },
      { what: `${count} messages in ${channel}`, timeoutMs: 20_000 },
    );

  test('sends the valid lines, and names each other line with its reason', async () => {
    const file = write('mixed.ndjson', [
      '{"command":"create-channel","parameters":{"channelId":"mixed"},"body":{"title":"Mixed"}}',
      '',
      'nonsense',
      '[]',
      '{"command":"fly","parameters":{}}',
      '{"command":"send-message","parameters":{"channelId":"../../ops"},"body":{"text":"x"}}',
      '{"command":"send-message","parameters":{"channelId":"mixed","color":"red"},"body":{"text":"x"}}',
      '{"command":"send-message","parameters":{"channelId":"mixed"},"body":{"text":"  "}}',
      '{"command":"send-message","parameters":{"channelId":"mixed"},"body":{"text":"x"},"key":"żółw"}',
      Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
      `{"command":"send-message","parameters":{"channelId":"mixed"},"body":{"text":"${'x'.repeat(60_000)}"}}`,
      `"${'x'.repeat(9 * 1024 ** 2)}"`,
      '{"command":"join-channel","parameters":{"channelId":"mixed"}}',
      message('mixed', 'here 🚚'),
      '{"command":"delete-message","parameters":{"channelId":"mixed","messageId":"0192f7c1-5b0e-7c33-8d1e-4f2a9a3f04aa"}}',
    ]);
    const run = await runTool('send.ts', [file, '--wait=20'], pipeline.environment);
    assert.equal(run.code, 1, run.stderr);
    const reported = run.stdout.split('\n').filter((line) => line.startsWith('line '));
    const expected = [
      /^line 3: refused, not sent: The line is not JSON/,
      /^line 4: refused, not sent: The line is not a JSON object/,
      /^line 5: refused, not sent: Unknown command "fly"\. Commands: .*send-message/,
      /^line 6: refused, not sent: The parameters do not fit send-message/,
      /^line 7: refused, not sent: send-message has no parameter "color"/,
      /^line 8: refused, 400 \/problems\/invalid-request: /,
      /^line 9: refused, not sent: "key" is not/,
      /^line 10: refused, not sent: The line is not UTF-8/,
      /^line 11: refused, 400 \/problems\/invalid-request: /,
      /^line 12: refused, not sent: The line has 9437186 bytes/,
      /^line 15: accepted, then rejected, message-not-found/,
    ];
    assert.equal(reported.length, expected.length, run.stdout);
    for (const [index, pattern] of expected.entries()) assert.match(reported[index]!, pattern);
    assert.equal(counted(run.stdout, 'accepted'), 4);
    assert.equal(counted(run.stdout, 'refused'), 10);
    assert.equal(counted(run.stdout, 'applied'), 3);
    assert.equal(counted(run.stdout, 'rejected'), 1);
    assert.deepEqual(await textsOf('mixed'), ['here 🚚']);
  });

  test('a refused line is accepted once it is corrected, and no other command is sent twice', async () => {
    const lines = [message('mended', 'one'), message('mended', ' '), message('mended', 'three')];
    const first = await runTool('send.ts', [write('mended.ndjson', lines)], pipeline.environment);
    assert.equal(first.code, 1);
    lines[1] = message('mended', 'two');
    const second = await runTool('send.ts', [write('mended.ndjson', lines)], pipeline.environment);
    assert.equal(second.code, 0, second.stdout);
    assert.deepEqual([counted(second.stdout, 'accepted'), counted(second.stdout, 'repeated')], [1, 2]);
    assert.deepEqual(await whenThere('mended', 3), ['one', 'three', 'two']);
    const anew = await runTool(
      'send.ts',
      [join(folder.path, 'mended.ndjson'), '--run', 'anew'],
      pipeline.environment,
    );
    assert.equal(counted(anew.stdout, 'accepted'), 3);
  });

  test('a file of the same name in another folder is another run; of an edited file only new lines are sent', async () => {
    const send = async (file: string, ...more: string[]) => {
      const { code, stdout } = await runTool('send.ts', [file, ...more], pipeline.environment);
      assert.equal(code, 0, stdout);
      return [counted(stdout, 'accepted'), counted(stdout, 'repeated')];
    };
    for (const one of ['one', 'other']) mkdirSync(join(folder.path, one));
    const texts = ['a', 'b', 'b', 'c'];
    const lines = () => texts.map((text) => message('folders', text));
    const one = write('one/messages.ndjson', lines());
    assert.deepEqual(await send(one), [4, 0]);
    assert.deepEqual(await send(write('other/messages.ndjson', lines())), [4, 0]);
    assert.deepEqual(await send(one), [0, 4]);
    texts.splice(1, 0, 'new', 'b');
    assert.deepEqual(await send(write('one/messages.ndjson', lines())), [2, 4]);
    assert.deepEqual(await send(one, '--from-line', '3'), [0, 4]);
  });

  test('reads standard input; a line’s own key is used', async () => {
    const line = JSON.stringify({ ...JSON.parse(message('piped', 'once')), key: 'piped-1' });
    const first = await runTool('send.ts', ['-'], pipeline.environment, `${line}\n${line}`);
    assert.equal(first.code, 0, first.stderr);
    assert.deepEqual([counted(first.stdout, 'accepted'), counted(first.stdout, 'repeated')], [1, 1]);
    assert.match(first.stderr, /This run is named /);
    const second = await runTool('send.ts', ['-', '--run', 'other'], pipeline.environment, line);
    assert.equal(counted(second.stdout, 'repeated'), 1);
  });

  test('keeps the order within a channel', async () => {
    const channels = ['order-a', 'order-b', 'order-c'];
    const lines = Array.from({ length: 300 }, (_, index) => message(channels[index % 3]!, `${index}`));
    const run = await runTool(
      'send.ts',
      [write('order.ndjson', lines), '--concurrency', '32'],
      pipeline.environment,
    );
    assert.equal(run.code, 0, run.stdout);
    for (const [index, channel] of channels.entries()) {
      const expected = Array.from({ length: 100 }, (_, number) => `${number * 3 + index}`);
      assert.deepEqual(await whenThere(channel, 100), expected);
    }
  });

  test('killed halfway and run again, with the gateway killed in between: each line counts once', async () => {
    const count = 1_500;
    const lines = Array.from({ length: count }, (_, index) => message(`killed-${index % 20}`, `${index}`));
    const file = write('killed.ndjson', lines);
    const there = async () => (await textsOf('killed-0')).length;

    const first = startTool('send.ts', [file, '--concurrency', '1'], pipeline.environment);
    await waitUntil(async () => (await there()) >= 5, { what: 'some messages' });
    first.child.kill('SIGKILL');
    await first.ended;
    assert.ok((await there()) < count / 20, 'it was killed halfway');

    const second = startTool('send.ts', [file, '--concurrency', '2'], pipeline.environment);
    await waitUntil(async () => (await there()) >= 20, { what: 'more messages' });
    await pipeline.gateway.restart();
    const { code, stdout } = await second.ended;
    assert.equal(code, 0, stdout);
    assert.equal(counted(stdout, 'accepted') + counted(stdout, 'repeated'), count);
    assert.ok(counted(stdout, 'repeated') > 0);
    for (let channel = 0; channel < 20; channel += 1) {
      const expected = Array.from({ length: count / 20 }, (_, number) => `${number * 20 + channel}`);
      assert.deepEqual(await whenThere(`killed-${channel}`, expected.length), expected);
    }
  });

  test('Ctrl-C ends it in order and says how to continue', async () => {
    const lines = Array.from({ length: 2_000 }, (_, index) => message(`stopped-${index % 16}`, `${index}`));
    const file = write('stopped.ndjson', lines);
    // One at a time, so that it is not through before it is stopped.
    const tool = startTool('send.ts', [file, '--concurrency', '1'], pipeline.environment);
    await waitUntil(async () => (await textsOf('stopped-0')).length >= 3, { what: 'some messages' });
    tool.child.kill('SIGINT');
    const first = await tool.ended;
    assert.equal(first.code, 130, first.stderr);
    const hint = /npm run send -- (\S+) --run (\S+) --from-line ([0-9]+)/.exec(first.stdout);
    assert.ok(hint, first.stdout);
    assert.ok(Number(hint[3]) > 1 && Number(hint[3]) < 2_000);
    const second = await runTool('send.ts', hint[0].split(' ').slice(4), pipeline.environment);
    assert.equal(second.code, 0, second.stdout);
    const expected = Array.from({ length: 125 }, (_, number) => `${number * 16}`);
    assert.deepEqual(await whenThere('stopped-0', 125), expected);
  });

  test('reads no further than it can send: an endless input waits for a suspended gateway', async () => {
    pipeline.gateway.suspend();
    const tool = startTool('send.ts', ['-'], pipeline.environment);
    let offered = 0;
    let blocked = false;
    const line = `${message('endless', 'x'.repeat(1_000))}\n`;
    const offer = () => {
      while (!blocked && offered < 100_000) {
        offered += 1;
        blocked = !tool.child.stdin!.write(line);
      }
    };
    tool.child.stdin!.on('drain', () => {
      blocked = false;
      offer();
    });
    offer();
    try {
      // The input has stopped if no line was read for two seconds, after more lines than a pipe itself holds.
      let last = { offered: -1, at: 0 };
      await waitUntil(
        () => {
          if (offered !== last.offered) last = { offered, at: performance.now() };
          return offered > 100 && performance.now() - last.at > 2_000;
        },
        { what: 'the input to stop' },
      );
      assert.ok(offered < 3_000, `${offered} lines were taken`);
    } finally {
      pipeline.gateway.resume();
      tool.child.kill('SIGINT');
      await tool.ended;
    }
  });

  test('an input larger than its memory is sent completely', async () => {
    const tool = startTool('send.ts', ['-'], pipeline.environment, ['--max-old-space-size=48']);
    const lines = Buffer.from(`{"command":"fly","body":"${'x'.repeat(4_000)}"}\n`.repeat(16));
    async function* input() {
      for (let count = 0; count < 1_500; count += 1) yield lines;
      yield Buffer.from(message('large', 'after 96 MB'));
    }
    Readable.from(input()).pipe(tool.child.stdin!);
    const { code, stdout, stderr } = await tool.ended;
    assert.equal(code, 1, stderr);
    assert.deepEqual([counted(stdout, 'refused'), counted(stdout, 'accepted')], [24_000, 1]);
  });

  test('an API key that is not accepted, or a missing gateway, ends the run with one message', async () => {
    const file = write('alone.ndjson', [message('alone', 'one'), message('alone', 'two')]);
    const wrong = await runTool('send.ts', [file, '--key', 'no-such-key-0123456789'], pipeline.environment);
    assert.equal(wrong.code, 1);
    assert.match(wrong.stdout, /line 1: refused, 401 \/problems\/unauthorized/);
    assert.match(wrong.stdout, /Every line before 1 is settled/);
    const nobody = await runTool(
      'send.ts',
      [file, '--url', 'http://127.0.0.1:1', '--retry-for', '1'],
      pipeline.environment,
    );
    assert.equal(nobody.code, 1);
    assert.match(nobody.stdout, /line 1: not accepted, no answer: connect ECONNREFUSED/);
    assert.equal(counted(nobody.stdout, 'unknown'), 0);
    for (const args of [[], ['/no/such/file'], [file, '--concurrency', '0'], [file, '--what']]) {
      assert.equal((await runTool('send.ts', args, pipeline.environment)).code, 64);
    }
  });
});
