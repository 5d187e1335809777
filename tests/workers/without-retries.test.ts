import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiRequest } from '../../adapters/jetstream/connection/api-request.ts';
import { openTestLink } from '../engines/log.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import { startPipeline } from '../engines/pipeline.ts';

test('a worker that starts while RETRIES is missing applies what does not fail', {
  skip: natsServerBinary() ? false : 'no nats-server',
}, async (t) => {
  const pipeline = await startPipeline({ environment: { WAYBILL_PARTITIONS: '2' } });
  t.after(() => pipeline.stop());
  const { link, close } = await openTestLink(pipeline.nats.url);
  t.after(close);
  await apiRequest(link, 'STREAM.DELETE.RETRIES');
  await pipeline.worker.stop();
  await pipeline.worker.restart();
  const { body } = await pipeline.alice.send('no-retries', 'hello');
  await pipeline.alice.status(body.commandId, 'applied');
  assert.equal((await pipeline.alice.messages('no-retries')).length, 1);
});
