import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { freeBytes } from './free-bytes.ts';
import { StartError } from './start-error.ts';

/** Creates the data folder if it is missing. Throws StartError if it can't be written or its disk is full. */
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
      `The disk of the data folder ${dataDir} is full: ${mebibytes(free)} free. Waybill needs at least ${mebibytes(minFreeBytes)} to start (WAYBILL_MIN_FREE_DISK_BYTES).`,
    );
  }
}

const mebibytes = (bytes: number): string => `${Math.floor(bytes / 1024 ** 2)} MiB`;

/** Node's recursive mkdir never returns if a parent exists but refuses children, as /proc does. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}
