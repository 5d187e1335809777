// @ts-check
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './places.mjs';

export const pomFile = join(root, 'scripts', 'bootstrap', 'cassandra', 'pom.xml');
const lockFile = join(root, 'scripts', 'bootstrap', 'cassandra', 'jars.lock');

const sha256 = (/** @type {string | Uint8Array} */ bytes) => createHash('sha256').update(bytes).digest('hex');

/** The name of the folder in the cache: another for another lock, so that a change of version starts afresh. */
export const jarsFolderName = () => `cassandra-${sha256(readFileSync(lockFile)).slice(0, 12)}`;

/** Jar by jar the hash it must have. @returns {Map<string, string>} */
function lockedHashes() {
  const lines = readFileSync(lockFile, 'utf8').split('\n').filter(Boolean);
  return new Map(
    lines.map((line) => {
      const [hash = '', name = ''] = line.split(/\s+/);
      return [name, hash];
    }),
  );
}

/**
 * In which way the jars of a folder differ from the lock, as part of a sentence; undefined when they are the same.
 * @param {string} folder
 * @returns {string | undefined}
 */
export function differenceFromLock(folder) {
  /** @type {string[]} */
  let present;
  try {
    present = readdirSync(folder).filter((name) => name.endsWith('.jar'));
  } catch {
    return 'there is no such folder';
  }
  const hashes = lockedHashes();
  const strange = present.find((name) => !hashes.has(name));
  if (strange) return `${strange} is not in scripts/bootstrap/cassandra/jars.lock`;
  for (const [name, hash] of hashes) {
    if (!present.includes(name)) return `${name} is missing`;
    if (sha256(readFileSync(join(folder, name))) !== hash)
      return `${name} has another hash than in scripts/bootstrap/cassandra/jars.lock`;
  }
  return undefined;
}
