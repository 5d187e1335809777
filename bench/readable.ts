import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startPipeline } from '../tests/engines/pipeline.ts';
import { quantilesOf } from './measure.ts';

/**
 * Measures how long after its 202 a command can be read. Open loop at a steady rate against one gateway and one worker;
 * each sender polls for its own message every 2 ms. The reference in the same run is the GET alone.
 * Usage: `npm run bench:readable -- --rate 200 --for 10`
 */
const { values: given } = parseArgs({
  options: { rate: { type: 'string', default: '100' }, for: { type: 'string', default: '10' } },
});
const rate = Number(given.rate);
const seconds = Number(given.for);

const line = (name: string, values: number[]): string => {
  const figures = Object.entries(quantilesOf(values)).map(([of, ms]) => `${of} ${ms.toFixed(1)} ms`);
  return `${name.padEnd(34)} ${figures.join('   ')}`;
};

const pipeline = await startPipeline({ nats: { sync: 'always' } });
try {
  const readable: number[] = [];
  const bareGet: number[] = [];
  const pending: Promise<void>[] = [];
  const started = performance.now();
  for (let n = 0; n < rate * seconds; n += 1) {
    const wait = started + (n * 1_000) / rate - performance.now();
    if (wait > 0) await pause(wait);
    pending.push(
      (async () => {
        const { body } = await pipeline.alice.send(`channel-${n % 50}`, 'now');
        const answered = performance.now();
        for (;;) {
          const asked = performance.now();
          const { status } = await pipeline.alice.request('GET', body.resource);
          if (status === 200) {
            readable.push(performance.now() - answered);
            bareGet.push(performance.now() - asked);
            return;
          }
          await pause(2);
        }
      })(),
    );
  }
  await Promise.all(pending);
  console.log(
    `${rate} commands/s for ${seconds} s, nats-server with sync_interval always, one gateway, one worker`,
  );
  console.log(line('from 202 to readable', readable));
  console.log(line('the GET alone (reference)', bareGet));
  const late = readable.filter((ms) => ms > 500).length;
  console.log(`later than 500 ms: ${late} of ${readable.length}`);
} finally {
  await pipeline.stop();
}
process.exit();
