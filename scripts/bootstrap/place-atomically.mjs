// @ts-check
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { removeAtExit } from './remove-at-exit.mjs';

/**
 * Fills a folder beside its place and then renames it there, so that a folder that is in its place is whole, whoever
 * was interrupted or came first.
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
      // Another process was quicker: what it placed is the same.
      if (!existsSync(folder)) throw error;
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true });
    forget();
  }
}
