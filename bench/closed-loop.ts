import { Latencies, type Measurement } from './measure.ts';

/**
 * A closed loop: each sender sends again as soon as its answer comes, until the time is over. What was sent within the
 * warm-up isn't measured. A sender whose answer is `disconnected` stops.
 */
export async function closedLoop(
  senders: readonly (() => Promise<'accepted' | 'failed' | 'disconnected'>)[],
  { warmUpMs, durationMs }: { warmUpMs: number; durationMs: number },
): Promise<Measurement> {
  const latencies = new Latencies();
  const began = performance.now() + warmUpMs;
  const until = began + durationMs;
  let accepted = 0;
  let answered = 0;
  let failed = 0;
  await Promise.all(
    senders.map(async (send) => {
      for (let sentAt = performance.now(); sentAt < until; ) {
        const answer = await send();
        const now = performance.now();
        answered += 1;
        if (sentAt >= began && now <= until) {
          if (answer === 'accepted') accepted += 1;
          else failed += 1;
          latencies.add(now - sentAt);
        }
        if (answer === 'disconnected') return;
        sentAt = now;
      }
    }),
  );
  return { accepted, answered, failed, overdue: 0, seconds: durationMs / 1_000, ...latencies.summary() };
}
