import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { apiRequest } from '../../adapters/jetstream/connection/api-request.ts';
import { encodeHeaders } from '../../adapters/jetstream/connection/encode-headers.ts';
import { eventSubject } from '../../adapters/jetstream/streams/stream-layout.ts';
import { mintCommandId } from '../../contracts/command-id.ts';
import { member } from '../../domain/chat/entities.ts';
import { readSettings } from '../../platform/configuration/settings.ts';
import { openProjection } from '../../processes/roles/open-projections.ts';
import { startProjectionWorker } from '../../processes/roles/start-projection-worker.ts';
import { historyProjection } from '../../workers/history/projection.ts';
import { waitUntil } from '../engines/condition.ts';
import { startLog } from '../engines/log.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import { temporaryFolder } from '../engines/temporary-folder.ts';

test('without operator actions a worker does not fill a store; it continues one that was filled', {
  skip: natsServerBinary() ? false : 'no nats-server',
}, async (t) => {
  const log = await startLog();
  t.after(() => log.stop());
  const folder = temporaryFolder('actions-missing');
  t.after(() => folder.remove());
  const settings = readSettings({ WAYBILL_DATA_DIR: folder.path, NATS_URL: log.nats.url });
  const { projection, close } = await openProjection(historyProjection, settings);
  t.after(close);
  const start = () =>
    startProjectionWorker({
      link: log.link,
      projection,
      settings,
      logger: pino({ level: 'silent' }),
      version: 'test',
    });
  const publish = async () => {
    const id = mintCommandId(1, 0);
    const event = {
      specversion: '1.0',
      id,
      type: 'chat.channel-joined.v1',
      source: '/waybill/commands',
      subject: 'channel/actions',
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      correlationid: 'actions',
      actor: id,
      data: { channelId: 'actions' },
    };
    const outcome = await log.inbox.publish(
      eventSubject(1, 0, 'channel', 'actions', 'channel-joined'),
      encodeHeaders([['Nats-Msg-Id', id]]),
      Buffer.from(JSON.stringify(event)),
      5_000,
    );
    assert.equal(outcome.kind, 'stored');
  };
  const members = async () => {
    const store = (await openProjection(historyProjection, settings)).store;
    try {
      return await store.count(member, { channelId: 'actions' });
    } finally {
      await store.close();
    }
  };
  const { config } = await apiRequest<{ config: object }>(log.link, 'STREAM.INFO.OPERATIONS');
  await apiRequest(log.link, 'STREAM.DELETE.OPERATIONS');
  await publish();
  const first = start();
  await waitUntil(() => first.obstacles().some((each) => each.includes('operator actions')), {
    what: 'the obstacle',
  });
  assert.equal(await members(), 0);
  await apiRequest(log.link, 'STREAM.CREATE.OPERATIONS', config);
  await waitUntil(async () => (await members()) === 1, { what: 'the event to be applied' });
  assert.deepEqual(first.obstacles(), []);
  await first.stop();

  await apiRequest(log.link, 'STREAM.DELETE.OPERATIONS');
  const second = start();
  t.after(() => second.stop());
  await publish();
  await waitUntil(async () => (await members()) === 2, { what: 'the next event to be applied' });
});
