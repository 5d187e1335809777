import type { SampleService } from './sample-service.ts';

const LOOK_EVERY_MS = 2_000;

/** Ends what goes on: sends no more, and lets the store go. */
export function endSamples({ traffic, pause }: SampleService['running']): void {
  traffic?.stop();
  pause?.release();
}

/** The first event that is no sample ends what goes on, whether anybody looks or not. Gives what ends the watch. */
export function endWithFirstOther({ offer, running }: Pick<SampleService, 'offer' | 'running'>): () => void {
  const look = async () => {
    if (!running.traffic?.isGoing && !running.pause?.isHeld) return;
    // Where nobody can tell now, both end by themselves.
    const found = await offer.recent().catch(() => undefined);
    if (found?.only === false) endSamples(running);
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
