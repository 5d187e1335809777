import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { LogUnavailable } from '../../../adapters/jetstream/connection/log-unavailable.ts';
import { eventSubject } from '../../../adapters/jetstream/streams/stream-layout.ts';
import { lookForOthers } from '../../../scripts/demo/look-for-others.ts';
import { startLog, type TestLog } from '../../engines/log.ts';
import { natsServerBinary } from '../../engines/nats-server.ts';

const skip = natsServerBinary() ? false : 'no nats-server';

describe('a log with only demo data', { skip }, () => {
  let log: TestLog;
  before(async () => {
    log = await startLog();
  });
  after(() => log?.stop());

  const publish = (channel: string, event = 'message-sent', aggregate = 'channel') =>
    log.link.connection
      .jetstream({ timeout: 60_000 })
      .publish(eventSubject(1, 0, aggregate, channel, event), '{}');

  test('is an empty log, or a log with only demo channels', async () => {
    assert.deepEqual(await lookForOthers(log.link), { only: true, channels: new Set() });
    await publish('demo-general', 'channel-created');
    await publish('demo-general');
    await publish('demo-lunch');
    assert.deepEqual(await lookForOthers(log.link), {
      only: true,
      channels: new Set(['demo-general']),
    });
  });

  test('is not a log that has dropped events, since its earlier content is unknown', async () => {
    const manager = await log.link.connection.jetstreamManager();
    await manager.streams.deleteMessage('EVENTS-1-0', 3);
    const look = await lookForOthers(log.link);
    assert.deepEqual(look, {
      only: false,
      why: 'The log has dropped events, so what it held is unknown.',
    });
  });
});

test('a log whose streams are being created is unknown', { skip }, async () => {
  const log = await startLog({ partitions: 0 });
  try {
    await assert.rejects(lookForOthers(log.link), LogUnavailable);
  } finally {
    await log.stop();
  }
});

describe('a log with other data', { skip }, () => {
  for (const [what, aggregate, channel] of [
    ['another channel', 'channel', 'general'],
    ['a channel with a similar name', 'channel', 'demos'],
    ['another aggregate', 'person', 'demo-general'],
  ] as const)
    test(what, async () => {
      const log = await startLog();
      try {
        const js = log.link.connection.jetstream({ timeout: 60_000 });
        await js.publish(eventSubject(1, 0, 'channel', 'demo-general', 'message-sent'), '{}');
        await js.publish(eventSubject(1, 0, aggregate, channel, 'message-sent'), '{}');
        const look = await lookForOthers(log.link);
        assert.deepEqual(look, { only: false, why: 'The log holds commands that are not demo data.' });
      } finally {
        await log.stop();
      }
    });

  test('or with more events than demo data: no subject is read', async () => {
    const log = await startLog();
    try {
      const js = log.link.connection.jetstream({ timeout: 60_000 });
      const subject = eventSubject(1, 0, 'channel', 'demo-general', 'message-sent');
      const all = Array.from({ length: 3_001 }, () => js.publish(subject, '{}'));
      await Promise.all(all);
      const look = await lookForOthers(log.link);
      assert.deepEqual(look, { only: false, why: 'The log holds more events than demo data makes.' });
    } finally {
      await log.stop();
    }
  });
});
