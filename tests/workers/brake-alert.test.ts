import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastMessage } from '../../adapters/jetstream/connection/stored-message.ts';
import { streamInfo } from '../../adapters/jetstream/streams/stream-info.ts';
import { waitUntil } from '../engines/condition.ts';
import { startFaultyPipeline } from '../engines/faulty-pipeline.ts';
import { natsServerBinary } from '../engines/nats-server.ts';

const skip = natsServerBinary() ? false : 'no nats-server';

test('when most events fail, dead-lettering is limited and reported, and a fixed worker applies all of them', {
  skip,
}, async (t) => {
  const pipeline = await startFaultyPipeline({
    WAYBILL_PARTITIONS: '1',
    WAYBILL_BRAKE_SLOW_AFTER: '5',
    WAYBILL_BRAKE_PAUSE_AFTER: '10',
    WAYBILL_BRAKE_WINDOW_MS: '600000',
    WAYBILL_BRAKE_RETRY_MS: '500',
  });
  t.after(pipeline.stop);
  const { alice, link } = pipeline;
  const sent = [];
  for (let number = 0; number < 40; number += 1)
    sent.push((await alice.send('braked', `poison ${number}`)).body);
  pipeline.launch();
  const subject = 'operations.alert.dead-lettering-paused-history';
  const alert = async () => {
    const message = await lastMessage(link, 'OPERATIONS', subject);
    return message && JSON.parse(Buffer.from(message.bytes).toString());
  };
  const raised = await waitUntil(async () => {
    const found = await alert();
    return found?.detail.includes('dead-lettering is paused') ? found : undefined;
  });
  assert.equal(raised.kind, 'alert-raised');
  assert.equal(raised.actor, 'waybill');
  const deadLetters = async () => (await streamInfo(link, 'DEAD_LETTERS'))!.state.messages;
  assert.equal(await deadLetters(), 10);
  const good = await alice.send('braked', 'good');
  await alice.status(good.body.commandId, 'applied');

  pipeline.faults('off');
  await waitUntil(async () => (await alice.messages('braked')).length === 31, {
    what: 'the events that the brake delayed to be applied',
  });
  assert.equal(await deadLetters(), 10, 'and no more of them were made');
  await waitUntil(async () => (await alert())?.kind === 'alert-cleared');
});
