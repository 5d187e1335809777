import type { SampleService } from './sample-service.ts';

const LOOK_EVERY_MS = 2_000;

/** Stops the demo: sends no more, and resumes the store. */
export function endSamples({ traffic, pause }: SampleService['running']): void {
  traffic?.stop();
  pause?.release();
}

/**
 * Stops the demo at the first event that is no demo data, whether anybody reads or not. Returns a function that ends the watch.
 */
export function endWithFirstOther({ offer, running }: Pick<SampleService, 'offer' | 'running'>): () => void {
  const look = async () => {
    if (!running.traffic?.isGoing && !running.pause?.isHeld) return;
    // If the log can't be read now, traffic and pause end on their own.
    const found = await offer.recent().catch(() => undefined);
    if (found?.only === false) endSamples(running);
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
