import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { apiRequest } from '../../adapters/jetstream/connection/api-request.ts';
import { encodeHeaders } from '../../adapters/jetstream/connection/encode-headers.ts';
import { lastMessage } from '../../adapters/jetstream/connection/stored-message.ts';
import { consumerInfo } from '../../adapters/jetstream/consume/consumer-progress.ts';
import { readLogRecord } from '../../adapters/jetstream/streams/log-record.ts';
import { probeWrites } from '../../adapters/jetstream/streams/probe-log.ts';
import { fixedStreamConfigs } from '../../adapters/jetstream/streams/stream-configs.ts';
import { streamInfo } from '../../adapters/jetstream/streams/stream-info.ts';
import {
  ADVISORIES,
  API_KEYS,
  ATTEMPTS,
  attemptSubject,
  CHANGES,
  DEAD_LETTERS,
  IDEMPOTENCY,
  LEASES,
  LEDGER,
  leaseSubject,
  OPERATIONS,
  PROBE,
  RETRIES,
  SNAPSHOTS,
  SNAPSHOTS_SUBJECT,
} from '../../adapters/jetstream/streams/stream-layout.ts';
import { readSettings } from '../../platform/configuration/settings.ts';
import { waitUntil } from '../engines/condition.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import { type ReplayBed, startReplayBed } from '../server/operations/replay-bed.ts';

const skip = natsServerBinary() ? false : 'no nats-server';
const WAIT = { intervalMs: 50 };

let bed: ReplayBed;
const stored = async (subject: string) =>
  (await bed.inbox.publish(subject, encodeHeaders([]), Buffer.from('{}'), 30_000)).kind === 'stored';
const applied = async (channel: string, text: string) => {
  const { status, body } = await bed.pipeline.alice.send(channel, text);
  assert.equal(status, 202);
  await bed.pipeline.alice.status(body.commandId, 'applied');
};
const leads = async (name: string) => {
  const value = await lastMessage(bed.link, LEASES, leaseSubject(name));
  return value !== undefined && value.bytes.length > 0;
};

/** How often each process that checks the log has listed the streams, by the name of its connection. */
const looks = new Map<string, number>();
const countLook = (advisory: { subject: string; client: { name?: string } }) => {
  const { name = '' } = advisory.client;
  const isCheck = advisory.subject === '$JS.API.STREAM.LIST' && !name.includes('worker');
  if (isCheck) looks.set(name, (looks.get(name) ?? 0) + 1);
};
/** Resolves once each has seen what the streams hold now: its second list from now on has begun. */
async function looked(): Promise<void> {
  await waitUntil(() => looks.size >= 2, { what: 'gateway and operations service to list the streams' });
  const before = new Map(looks);
  const again = () => [...before].every(([name, count]) => looks.get(name)! >= count + 2);
  await waitUntil(again, { what: 'the streams to be listed again' });
}

/** A use of each fixed stream, repeated after the stream was deleted. */
const works: Record<string, () => Promise<unknown>> = {
  [DEAD_LETTERS]: async () => bed.failing(['after-dead-letters']),
  [RETRIES]: async () => applied('after-retries', 'transient 1'),
  [ATTEMPTS]: async () => assert.ok(await stored(attemptSubject('history-x', '1-0-1'))),
  [OPERATIONS]: async () => {
    const [deadLetterId] = await bed.failing(['after-operations']);
    const action = { kind: 'discarded', reason: 'test', requestId: crypto.randomUUID() };
    const { status, body } = await bed.ops('POST', `/dead-letters/${deadLetterId}/actions`, action);
    assert.equal(status, 200, JSON.stringify(body));
  },
  [ADVISORIES]: () => waitUntil(() => consumerInfo(bed.link, ADVISORIES, 'safety-net'), WAIT),
  [LEDGER]: async () => {
    await applied('after-ledger', 'good');
    await waitUntil(async () => (await streamInfo(bed.link, LEDGER))!.state.messages > 0, WAIT);
  },
  [CHANGES]: async () => assert.ok((await streamInfo(bed.link, CHANGES))!.state.messages > 0),
  [SNAPSHOTS]: async () => assert.ok(await stored(SNAPSHOTS_SUBJECT)),
  [IDEMPOTENCY]: async () => {
    const first = await bed.pipeline.alice.send('after-keys', 'once', 'key-after');
    const again = await bed.pipeline.alice.send('after-keys', 'once', 'key-after');
    assert.deepEqual([first.status, again.body.commandId], [202, first.body.commandId]);
  },
  [LEASES]: () =>
    waitUntil(
      async () => (await leads('alerts')) && (await leads('replays')) && (await leads('consumer-watch')),
      WAIT,
    ),
  [API_KEYS]: async () => {
    const { status } = await bed.ops('POST', '/api-keys', {
      name: 'after-the-loss',
      scopes: ['reads'],
      requestId: crypto.randomUUID(),
    });
    const { body } = await bed.ops('GET', '/api-keys');
    assert.deepEqual(
      [status, body.keys.map(({ name }: { name: string }) => name)],
      [201, ['after-the-loss']],
    );
  },
  [PROBE]: async () => assert.equal(await probeWrites(bed.link, bed.inbox, 30_000), 'stored'),
};

describe('A deleted fixed stream', { skip }, () => {
  before(async () => {
    bed = await startReplayBed({
      WAYBILL_LOG_CHECK_MS: '300',
      WAYBILL_ALERT_EVALUATE_MS: '300',
      WAYBILL_BUG_ATTEMPTS: '1',
    });
    bed.link.connection.subscribe('$JS.EVENT.ADVISORY.API', {
      callback: (_, message) => countLook(message.json()),
    });
    await applied('before', 'good');
    await bed.failing(['before-1', 'before-2']);
    await bed.pipeline.alice.send('before', 'keyed', 'key-before');
  });
  after(() => bed?.stop());

  const names = fixedStreamConfigs(readSettings({})).map(({ name }) => name);
  test('this test uses every fixed stream', () =>
    assert.deepEqual(Object.keys(works).sort(), [...names].sort()));

  for (const stream of names)
    test(`${stream} is created again, reported, and works`, async () => {
      const lost = (await streamInfo(bed.link, stream))!;
      // A check records what the stream holds.
      await waitUntil(async () => (await bed.ops('GET', '/alerts')).status === 200, WAIT);
      await looked();
      await apiRequest(bed.link, `STREAM.DELETE.${stream}`);
      await waitUntil(async () => {
        const info = await streamInfo(bed.link, stream);
        return info !== undefined && info.created !== lost.created;
      }, WAIT);
      await waitUntil(async () => (await fetch(`${bed.pipeline.gateway.url}/health/ready`)).ok, WAIT);

      const loss = await waitUntil(
        async () =>
          (await readLogRecord(bed.link)).lost.find(
            (each) => each.stream === stream && each.created === lost.created,
          ),
        WAIT,
      );
      // Several processes check. One may see the stream that another has just created.
      assert.ok(['deleted', 'replaced'].includes(loss.how), loss.how);
      if (stream === DEAD_LETTERS) assert.equal(loss.messages, lost.state.messages);
      else assert.ok(loss.messages !== null);
      await waitUntil(async () => {
        const { body } = await bed.ops('GET', '/changes?kind=stream-lost');
        return body.changes.some((change: { stream: string }) => change.stream === stream);
      }, WAIT);
      await waitUntil(async () => {
        const { body } = await bed.ops('GET', '/alerts');
        return JSON.stringify(body).includes(`stream-lost-${stream}`);
      }, WAIT);
      await works[stream]!();
    });
});
