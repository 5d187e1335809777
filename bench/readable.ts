import { startPipeline } from '../tests/engines/pipeline.ts';

/**
 * Measures how long after its 202 a command can be read. Open loop at a steady rate against one gateway and one worker;
 * each sender polls for its own message every 2 ms. The reference in the same run is the GET alone.
 * Usage: `npm run bench:readable -- --rate 200 --for 10`
 */
const option = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const rate = option('rate', 100);
const seconds = option('for', 10);

const percentile = (sorted: number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number;

const line = (name: string, values: number[]): string => {
  const sorted = values.toSorted((a, b) => a - b);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(sorted, share).toFixed(1));
  return `${name.padEnd(34)} p50 ${p50} ms   p95 ${p95} ms   p99 ${p99} ms   max ${sorted.at(-1)?.toFixed(1)} ms`;
};

const pipeline = await startPipeline({ nats: { sync: 'always' } });
try {
  const readable: number[] = [];
  const bareGet: number[] = [];
  const pending: Promise<void>[] = [];
  const started = performance.now();
  for (let n = 0; n < rate * seconds; n += 1) {
    const wait = started + (n * 1_000) / rate - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
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
          await new Promise((resolve) => setTimeout(resolve, 2));
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
