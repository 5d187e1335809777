import { accessSync, constants } from 'node:fs';

/** Why nothing can be written in a folder, in the system's words; undefined where it can, as far as rights tell. */
export function whyUnwritable(folder: string): string | undefined {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
