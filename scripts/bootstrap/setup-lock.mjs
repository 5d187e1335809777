// @ts-check
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { removeAtExit } from './remove-at-exit.mjs';

/**
 * Does `work` while no other process on this machine sets up the same checkout, since `npm ci` and `next build` each
 * delete a folder and create it again. Takes over a lock whose process has ended.
 * @template T
 * @param {string} file
 * @param {(line: string) => void} say
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withSetupLock(file, say, work) {
  mkdirSync(dirname(file), { recursive: true });
  let said = false;
  for (;;) {
    const holder = takeOrFindHolder(file);
    if (holder === undefined) break;
    if (!said) say(`Waiting for process ${holder}, which is setting up this checkout.`);
    said = true;
    await pause(250);
  }
  const forget = removeAtExit(file);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
    forget();
  }
}

/**
 * @param {string} file
 * @returns {number | undefined} the process that has the lock; undefined if this one has it now
 */
function takeOrFindHolder(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return undefined;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
  }
  const holder = holderOf(file);
  if (holder === undefined || holder === process.pid || isAlive(holder)) return holder ?? 0;
  // Of several processes that saw the dead holder, a rename succeeds for one. It then checks whether it moved the dead
  // holder's lock or one that was taken in the meantime.
  const moved = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, moved);
    if (holderOf(moved) !== holder) renameSync(moved, file);
    rmSync(moved, { force: true });
  } catch {}
  return holder;
}

/** @param {string} file */
function holderOf(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
