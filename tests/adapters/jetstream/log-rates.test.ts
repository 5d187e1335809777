import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLogRates } from '../../../adapters/jetstream/streams/log-rates.ts';
import { streamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import { lastsMs, shortestLog } from '../../../domain/operations/log-rate.ts';
import { openTestLink } from '../../engines/log.ts';
import { startPipeline } from '../../engines/pipeline.ts';

const HALF_AN_HOUR_MS = 1_800_000;

test('how long the log lasts is computed from its recent growth', async (t) => {
  const pipeline = await startPipeline({
    environment: { WAYBILL_PARTITIONS: '2', WAYBILL_PARTITION_MAX_BYTES: String(1024 ** 2) },
  });
  t.after(pipeline.stop);
  for (let n = 0; n < 20; n += 1) await pipeline.alice.send('busy', 'x'.repeat(1_000));
  const { link, close } = await openTestLink(pipeline.nats.url, 2_000);
  t.after(close);
  assert.deepEqual(await readLogRates(link), [], 'a log of a few seconds says nothing');

  const rates = await readLogRates(link, Date.now() + HALF_AN_HOUR_MS);
  assert.equal(rates.length, 1, 'an empty partition has no rate');
  const [rate] = rates;
  const { state } = (await streamInfo(link, rate!.stream))!;
  assert.equal(state.messages, 20);
  const expected = state.bytes / (HALF_AN_HOUR_MS / 1_000);
  assert.ok(Math.abs(rate!.bytesPerSecond - expected) < expected / 20, `${rate!.bytesPerSecond} ${expected}`);
  assert.ok(lastsMs(rate!) < rate!.keptMs);
  assert.equal(shortestLog(rates), rate);
  assert.equal(shortestLog([{ ...rate!, maxBytes: 1024 ** 4 }]), undefined);
});
