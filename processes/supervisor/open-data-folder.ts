import { DataFolderLocked } from '../../adapters/sqlite/thread/lock-data-folder.ts';
import { dataPaths } from '../../platform/configuration/data-paths.ts';
import type { Settings } from '../../platform/configuration/settings.ts';
import { checkDataFolder } from './check-data-folder.ts';
import { endLeftovers } from './end-leftovers.ts';
import { keepLock } from './keep-lock.ts';
import { StartError } from './start-error.ts';

/**
 * Makes the data folder ready: it exists, has space, is locked for this start (if `alone`), and no process of a killed
 * start still uses it. Throws StartError. Calls `failed` if another start takes the lock later.
 */
export async function openDataFolder(
  settings: Settings,
  alone: boolean,
  say: (line: string) => void,
  failed: (error: StartError) => void,
): Promise<{ release(): void }> {
  const { dataDir } = settings;
  const paths = dataPaths(dataDir);
  await checkDataFolder(dataDir, settings.minFreeDiskBytes);
  const lock = alone ? takeLock(paths.lock, dataDir, failed) : undefined;
  const ended = await endLeftovers(paths.processes, settings);
  if (ended.length > 0) {
    const list = ended.map(({ name, pid }) => `${name} (process ${pid})`).join(', ');
    say(`Ended processes that an earlier start left running when it was killed: ${list}.`);
  }
  return { release: () => lock?.release() };
}

function takeLock(file: string, dataDir: string, failed: (error: StartError) => void): { release(): void } {
  try {
    return keepLock(file, () =>
      failed(
        new StartError(
          `The lock ${file} was deleted, and another Waybill now uses the data folder ${dataDir}. This one stops.`,
        ),
      ),
    );
  } catch (error) {
    if (error instanceof DataFolderLocked) {
      throw new StartError(
        `Another Waybill uses the data folder ${dataDir}. Stop it first, or choose another folder with WAYBILL_DATA_DIR (and other ports).`,
      );
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(`The lock of the data folder, ${file}, can't be taken (${reason}).`);
  }
}
