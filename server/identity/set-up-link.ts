import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes the token that makes an admin, readable by the file's owner alone. An earlier token is dead. */
export function writeSetUpToken(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
}

/** Null if there is none: it was used, or an admin existed from the start. */
export function readSetUpToken(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** Whether the token is the present one. */
export function isSetUpToken(file: string, token: string): boolean {
  const present = readSetUpToken(file);
  if (present === null) return false;
  return timingSafeEqual(hash('sha256', present, 'buffer'), hash('sha256', token, 'buffer'));
}

export const endSetUpToken = (file: string): void => rmSync(file, { force: true });
