// @ts-check
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { removeAtExit } from './remove-at-exit.mjs';

/**
 * Fills a temporary folder, then renames it to `folder`. So `folder` is complete whenever it exists, even if a process
 * was interrupted or another was faster.
 * @param {string} folder
 * @param {(temporary: string) => Promise<void>} fill
 */
export async function placeAtomically(folder, fill) {
  const temporary = `${folder}.${process.pid}.part`;
  mkdirSync(dirname(folder), { recursive: true });
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary);
  const forget = removeAtExit(temporary);
  try {
    await fill(temporary);
    try {
      renameSync(temporary, folder);
    } catch (error) {
      // Another process was faster and placed the same content.
      if (!existsSync(folder)) throw error;
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true });
    forget();
  }
}
