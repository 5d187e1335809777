import { setTimeout as pause } from 'node:timers/promises';
import { StoreFailure } from '../../contracts/ports/store-failure.ts';

const AGAIN_MS = 2_000;

/**
 * Begins a rebuild and gives the id of its epoch. Another wipe that is under way, or was cut off, is waited for until it can be
 * taken over; null where it was interrupted meanwhile. Throws what `begin` throws but that.
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
