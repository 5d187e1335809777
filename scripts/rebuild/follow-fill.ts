import { setTimeout as pause } from 'node:timers/promises';
import { LogUnavailable } from '../../adapters/jetstream/connection/log-unavailable.ts';
import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { type Fill, readFill } from '../../workers/rebuild/read-fill.ts';
import { showProgress } from '../client/show-progress.ts';
import { describeFill } from './describe-rebuild.ts';

const LOOK_MS = 250;
const LOOK_FOR_ANOTHER_MS = 2_000;
/**
 * A worker checks for a new epoch every 5 s. If no worker fetches by this time and the fill makes no progress, no
 * worker runs.
 */
const WORKER_PATIENCE_MS = 8_000;

/**
 * Shows the progress until the store has everything that the log held when the epoch began. Calls `noWorker` once if no
 * worker fills the store. Waits for an unreachable log.
 */
export async function followFill(options: {
  link: NatsLink;
  projection: string;
  epochId: string;
  interrupted: AbortSignal;
  noWorker(): void;
  /**
   * Whether the store still holds this epoch. Also true if the store can't be read, since that is no reason to stop.
   */
  isCurrent(): Promise<boolean>;
}): Promise<'filled' | 'interrupted' | 'replaced'> {
  const { link, projection, epochId, interrupted } = options;
  const began = performance.now();
  let fill: Fill | undefined;
  let first: number | undefined;
  let trouble = '';
  let aliveAt = began;
  let alone = false;
  let askAt = began + LOOK_FOR_ANOTHER_MS;
  const line = showProgress(() => {
    if (!fill) return trouble || 'Reading the log …';
    const done = fill.done - (first ?? 0);
    const speed = describeFill(
      { ...fill, done, total: fill.total - (first ?? 0) },
      (performance.now() - began) / 1_000,
    );
    return trouble ? `${speed}; ${trouble}` : speed;
  });
  try {
    while (!interrupted.aborted) {
      try {
        const now = await readFill(link, projection, epochId);
        if (now.isAskedFor || now.done > (fill?.done ?? now.done)) aliveAt = performance.now();
        fill = now;
        first ??= now.done;
        trouble = '';
        const isFilled = fill.begunAt !== undefined && fill.done >= fill.total;
        if (isFilled || performance.now() >= askAt) {
          if (!(await options.isCurrent())) return 'replaced';
          askAt = performance.now() + LOOK_FOR_ANOTHER_MS;
        }
        if (isFilled) return 'filled';
        if (!alone && performance.now() - aliveAt > WORKER_PATIENCE_MS) {
          alone = true;
          options.noWorker();
        }
      } catch (error) {
        if (!(error instanceof LogUnavailable)) throw error;
        trouble = 'the log cannot be reached';
      }
      await pause(LOOK_MS, undefined, { signal: interrupted }).catch(() => {});
    }
    return 'interrupted';
  } finally {
    line.end();
  }
}
