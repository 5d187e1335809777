// @ts-check
import { rmSync } from 'node:fs';

/**
 * Removes a file or folder if this process ends before `forget()` is called.
 * @param {string} path
 * @returns {() => void} forget
 */
export function removeAtExit(path) {
  const remove = () => rmSync(path, { recursive: true, force: true });
  process.on('exit', remove);
  return () => void process.off('exit', remove);
}
