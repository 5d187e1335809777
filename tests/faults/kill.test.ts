import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { streamInfo } from '../../adapters/jetstream/streams/stream-info.ts';
import { waitUntil } from '../engines/condition.ts';
import { openTestLink } from '../engines/log.ts';
import { startPipeline, type TestPipeline } from '../engines/pipeline.ts';

const COMMANDS = 400;
const SENDERS = 16;
const CHANNELS = 7;
const ROUNDS = 4;

/** The final answer for each text. */
type Outcome = 'accepted' | 'known-refused' | 'unknown';

/** Sends commands during the faults. Every other one has a key and is sent repeatedly until it is accepted. */
async function load(pipeline: TestPipeline, faults: Promise<void>): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  let next = 0;
  let over = false;
  let failed = false;
  const ended = faults.then(
    () => {
      over = true;
    },
    (error) => {
      failed = true;
      throw error;
    },
  );
  const sender = async () => {
    while (!failed && (next < COMMANDS || !over)) {
      const n = next++;
      const text = `message ${n}`;
      const channel = `channel-${n % CHANNELS}`;
      const keyed = n % 2 === 0;
      const send = () => pipeline.alice.send(channel, text, keyed ? text : undefined).catch(() => undefined);
      let answer = await send();
      if (keyed) {
        await waitUntil(
          async () => {
            if (failed || answer?.status === 202) return true;
            answer = await send();
            return answer?.status === 202;
          },
          { timeoutMs: 240_000, intervalMs: 100, what: `${text} to be accepted` },
        );
      }
      if (answer?.status === 202) outcomes.set(text, 'accepted');
      else outcomes.set(text, answer?.status === 503 ? 'known-refused' : 'unknown');
      await pause(5);
    }
  };
  await Promise.all([ended, ...Array.from({ length: SENDERS }, sender)]);
  return outcomes;
}

const victims: Record<string, (pipeline: TestPipeline) => Promise<void>> = {
  'the worker': (pipeline) => pipeline.worker.restart(),
  'the gateway': (pipeline) => pipeline.gateway.restart(),
  'nats-server': async (pipeline) => {
    await pipeline.nats.kill();
    await pause(200);
    await pipeline.nats.restart();
  },
  'all of them at once': async (pipeline) => {
    await Promise.all([pipeline.worker.kill(), pipeline.gateway.kill(), pipeline.nats.kill()]);
    await pipeline.nats.restart();
    await Promise.all([pipeline.worker.restart(), pipeline.gateway.restart()]);
  },
};

for (const [victim, kill] of Object.entries(victims)) {
  test(`kill -9 of ${victim}, repeatedly under load: every 202 is in the history exactly once`, async (context) => {
    const pipeline = await startPipeline({
      nats: { sync: 'always' },
      environment: { WAYBILL_ACK_WAIT_MS: '2000', WAYBILL_NATS_PING_INTERVAL_MS: '500' },
    });
    const { link, close } = await openTestLink(pipeline.nats.url, 10_000);
    try {
      const faults = (async () => {
        for (let round = 0; round < ROUNDS; round += 1) {
          await pause(400);
          await kill(pipeline);
        }
      })();
      const outcomes = await load(pipeline, faults);
      await waitUntil(async () => (await pipeline.alice.request('GET', '/health/ready')).status === 200, {
        what: 'the gateway to be ready',
      });
      const stored = new Map<string, number>();
      const accepted = [...outcomes].filter(([, outcome]) => outcome === 'accepted').map(([text]) => text);
      await waitUntil(
        async () => {
          stored.clear();
          for (let n = 0; n < CHANNELS; n += 1) {
            for (const { text } of await pipeline.alice.messages(`channel-${n}`)) {
              stored.set(text, (stored.get(text) ?? 0) + 1);
            }
          }
          return accepted.every((text) => stored.has(text));
        },
        { timeoutMs: 120_000, intervalMs: 250, what: 'every accepted command to be in the history' },
      );
      const twice = [...stored].filter(([, times]) => times !== 1);
      assert.deepEqual(twice, [], 'no command is there twice');
      const refusedButThere = [...outcomes].filter(
        ([text, outcome]) => outcome === 'known-refused' && stored.has(text),
      );
      assert.deepEqual(refusedButThere, [], 'no refused command is there');
      const unknown = [...outcomes].filter(([, outcome]) => outcome === 'unknown').map(([text]) => text);
      const deadLetters = await waitUntil(() => streamInfo(link, 'DEAD_LETTERS'), {
        what: 'the dead letters',
      });
      assert.equal(deadLetters.state.messages, 0, 'a crash makes no dead letter');
      context.diagnostic(
        `${accepted.length} accepted, ${unknown.length} unknown (${unknown.filter((text) => stored.has(text)).length} of them stored), ${outcomes.size - accepted.length - unknown.length} refused`,
      );
    } finally {
      await close();
      await pipeline.stop();
    }
  });
}
