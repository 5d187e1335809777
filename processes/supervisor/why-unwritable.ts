import { accessSync, constants } from 'node:fs';

/** The system's error if the permissions of a folder forbid writing. Undefined if it can. */
export function whyUnwritable(folder: string): string | undefined {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
