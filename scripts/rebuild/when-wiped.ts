import { setTimeout as pause } from 'node:timers/promises';
import { StoreFailure } from '../../contracts/ports/store-failure.ts';

const AGAIN_MS = 2_000;

/**
 * Begins a rebuild and returns the id of its epoch. If another wipe is running or was interrupted, waits until it can
 * be taken over; returns null if a signal comes first. Throws all other errors of `begin`.
 */
export async function whenWiped(
  begin: () => Promise<string>,
  interrupted: AbortSignal,
  say: (line: string) => void,
): Promise<string | null> {
  for (let said = false; !interrupted.aborted; said = true) {
    try {
      return await begin();
    } catch (error) {
      if (!(error instanceof StoreFailure && error.code === 'store-wiped')) throw error;
      if (!said) say(`${error.message} Waiting …`);
      await pause(AGAIN_MS, undefined, { signal: interrupted }).catch(() => {});
    }
  }
  return null;
}
