import { setTimeout as pause } from 'node:timers/promises';
import { projectionFile } from '../../platform/configuration/data-paths.ts';
import { refuseStore } from './refuse-store.ts';
import type { PlannedFault } from './schedule.ts';
import type { Stage } from './stage.ts';

/** How often a full disk is filled again, so that space that Waybill frees does not end the fault. */
const REFILL_MS = 100;

export interface PlayedFault extends PlannedFault {
  /** Milliseconds from the start of the run, as it really happened. */
  beganMs: number;
  endedMs: number;
  /** Why the fault could not be played. */
  skipped?: string;
}

/** Plays one fault to its end, or until the run is stopped. Never throws. */
export async function playFault(
  fault: PlannedFault,
  stage: Stage,
  elapsedMs: () => number,
  stopping: AbortSignal,
): Promise<PlayedFault> {
  const beganMs = elapsedMs();
  const wait = () => pause(fault.forMs, undefined, { signal: stopping }).catch(() => {});
  try {
    await plays[fault.kind](fault, stage, wait);
    return { ...fault, beganMs, endedMs: elapsedMs() };
  } catch (error) {
    return { ...fault, beganMs, endedMs: elapsedMs(), skipped: (error as Error).message };
  }
}

type Play = (fault: PlannedFault, stage: Stage, wait: () => Promise<void>) => Promise<void>;

const plays: Record<PlannedFault['kind'], Play> = {
  async kill({ target }, stage) {
    kill(target, stage);
  },

  stop: ({ target }, stage, wait) => suspend(target, stage, wait),

  async disk(_fault, { disk }, wait) {
    if (!disk) throw new Error('there is no small disk');
    const over = new AbortController();
    const filling = (async () => {
      while (!over.signal.aborted) {
        await disk.fill();
        await pause(REFILL_MS);
      }
    })();
    try {
      await Promise.race([wait(), filling]);
    } finally {
      over.abort();
      await filling.finally(() => disk.free());
    }
  },

  async store({ target }, stage, wait) {
    if (target === 'killed') return kill('cassandra', stage);
    if (target === 'suspended') return suspend('cassandra', stage, wait);
    const file = projectionFile(stage.dataDir, 'history');
    const restore = await refuseStore(target, file, () => {
      // A worker that is starting anyway opens the file in its present state.
      if (stage.process('worker:history')) kill('worker:history', stage);
    });
    try {
      await wait();
    } finally {
      restore();
    }
  },
};

function kill(target: string, stage: Stage): void {
  const found = stage.process(target);
  if (!found) throw new Error(`no process runs ${target} now`);
  process.kill(found.pid, 'SIGKILL');
}

async function suspend(target: string, stage: Stage, wait: () => Promise<void>): Promise<void> {
  const found = stage.process(target);
  if (!found) throw new Error(`no process runs ${target} now`);
  process.kill(found.pid, 'SIGSTOP');
  try {
    await wait();
  } finally {
    // The supervisor may have ended the process in the meantime.
    if (found.isRunning()) process.kill(found.pid, 'SIGCONT');
  }
}
