import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { listGenerations } from '../../../adapters/jetstream/streams/list-generations.ts';
import { holdFile } from '../../../adapters/sqlite/projection/hold-file.ts';
import { projectionFile } from '../../../platform/configuration/data-paths.ts';
import { channels } from '../../../scripts/conversation/channels.ts';
import { DEMO_CHANNEL_PREFIX } from '../../../scripts/demo/demo-conversation.ts';
import { waitUntil } from '../../engines/condition.ts';
import { openTestLink } from '../../engines/log.ts';
import { natsServerBinary } from '../../engines/nats-server.ts';
import { startPipeline, type TestPipeline } from '../../engines/pipeline.ts';
import { runTool, startTool } from '../run-tool.ts';

const skip = natsServerBinary() ? false : 'no nats-server';

/** The demo with a real gateway and worker, from an empty log to the first command that is not demo data. */
describe('npm run demo', { skip }, () => {
  let pipeline: TestPipeline;
  let environment: Record<string, string>;
  before(async () => {
    pipeline = await startPipeline({ environment: { WAYBILL_STORE_TIMEOUT_MS: '2000' } });
    environment = { ...pipeline.environment, WAYBILL_CONSOLE_PORT: '7499' };
  });
  after(() => pipeline?.stop());

  /** How many events the log holds. */
  async function acceptedEvents(): Promise<number> {
    const { link, close } = await openTestLink(pipeline.nats.url);
    try {
      const [{ streams } = { streams: [] }] = await listGenerations(link);
      return [...streams.values()].reduce((sum, { state }) => sum + state.messages, 0);
    } finally {
      await close();
    }
  }

  test('locks the history while messages are sent, and all of them are applied afterwards', async () => {
    const tool = startTool('demo.ts', ['--outage'], environment);
    await waitUntil(() => tool.output().stdout.includes('is locked for 45 s'), { what: 'the lock' });
    const history = projectionFile(pipeline.dataDir, 'history');
    await assert.rejects(holdFile(history, 50), { code: 'SQLITE_BUSY' });
    const { body } = await pipeline.alice.send('demo-general', 'still there?');
    await waitUntil(async () => (await acceptedEvents()) > 4, {
      what: 'commands of the demo to be accepted',
    });
    // Ctrl-C ends the outage early.
    tool.child.kill('SIGINT');
    const { code, stdout, stderr } = await tool.ended;
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /^Unlocked\. [1-9]\d* commands were accepted during the outage\.$/m);
    assert.match(stdout, /^[1-9]\d* of them are applied now\. Nothing was lost\.$/m);
    await pipeline.alice.status(body.commandId, 'applied');
    (await holdFile(history, 30_000))();
  });

  test('sends a conversation to demo channels, and makes one dead letter that it names', async () => {
    // The conversation is random. Its first message may be in any channel, and may be deleted.
    const ids = async () => {
      const pages = await Promise.all(
        channels.map(({ id }) => pipeline.alice.messages(DEMO_CHANNEL_PREFIX + id)),
      );
      return pages.flat().map(({ messageId }) => messageId);
    };
    const earlier = new Set(await ids());
    const tool = startTool('demo.ts', [], environment);
    await waitUntil(() => tool.output().stdout.includes('/traces/demo-'), { what: 'the dead letter' });
    await waitUntil(async () => (await ids()).some((id) => !earlier.has(id)), {
      what: 'a message of the demo',
    });
    tool.child.kill('SIGINT');
    const { code, stdout, stderr } = await tool.ended;
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /^[1-9]\d* of [1-9]\d* commands accepted\.$/m);
    const id = /http:\/\/127\.0\.0\.1:7499\/dead-letters\/(history\.\S+)/.exec(stdout)?.[1];
    assert.ok(id, stdout);
    assert.match(stdout, /http:\/\/127\.0\.0\.1:7499\/traces\/demo-[0-9a-f-]{36}/);
  });

  test('sends nothing to a log with other data, to another machine, or to production', async () => {
    const { body } = await pipeline.alice.send('general', 'the real thing');
    await pipeline.alice.status(body.commandId, 'applied');
    const refused: [Record<string, string>, RegExp][] = [
      [{}, /holds commands that are not demo data/],
      [{ WAYBILL_GATEWAY_URL: 'https://waybill.example.com' }, /only for a Waybill on this machine/],
      [{ WAYBILL_ENVIRONMENT: 'production' }, /only for a Waybill on this machine/],
    ];
    for (const [settings, why] of refused) {
      const run = await runTool('demo.ts', [], { ...environment, ...settings });
      assert.equal(run.code, 64, run.stdout + run.stderr);
      assert.match(run.stderr, why);
      assert.equal(run.stdout, '');
    }
    const unknown = await runTool('demo.ts', ['--poison'], environment);
    assert.equal(unknown.code, 64);
    assert.doesNotMatch(unknown.stderr, /at .*\.ts/);
  });
});
