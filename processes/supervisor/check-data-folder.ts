import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { freeBytes } from './free-bytes.ts';
import { StartError } from './start-error.ts';

/** Makes the data folder where it is absent. Throws StartError when it can't be written or its disk is full. */
export async function checkDataFolder(dataDir: string, minFreeBytes: number): Promise<void> {
  try {
    makeFolder(dataDir);
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(
      `The data folder ${dataDir} can't be written (${reason}). WAYBILL_DATA_DIR chooses another folder.`,
    );
  }
  const free = await freeBytes(dataDir);
  if (free < minFreeBytes) {
    throw new StartError(
      `The disk of the data folder ${dataDir} is full: ${mebibytes(free)} are free. Waybill needs at least ${mebibytes(minFreeBytes)} to start (WAYBILL_MIN_FREE_DISK_BYTES).`,
    );
  }
}

const mebibytes = (bytes: number): string => `${Math.floor(bytes / 1024 ** 2)} MiB`;

/** Node's own recursive mkdir never returns where a parent exists and refuses children, as /proc does. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}
