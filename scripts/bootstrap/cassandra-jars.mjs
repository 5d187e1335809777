// @ts-check
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './places.mjs';

export const pomFile = join(root, 'scripts', 'bootstrap', 'cassandra', 'pom.xml');
const lockFile = join(root, 'scripts', 'bootstrap', 'cassandra', 'jars.lock');

const sha256 = (/** @type {string | Uint8Array} */ bytes) => createHash('sha256').update(bytes).digest('hex');

/** The name of the folder in the cache. It depends on the lock, so that another version gets another folder. */
export const jarsFolderName = () => `cassandra-${sha256(readFileSync(lockFile)).slice(0, 12)}`;

/** The hash that each jar must have. @returns {Map<string, string>} */
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
 * How the jars of a folder differ from the lock, as part of a sentence. Undefined if they are the same.
 * @param {string} folder
 * @returns {string | undefined}
 */
export function differenceFromLock(folder) {
  /** @type {string[]} */
  let present;
  try {
    present = readdirSync(folder).filter((name) => name.endsWith('.jar'));
  } catch {
    return 'the folder does not exist';
  }
  const hashes = lockedHashes();
  const strange = present.find((name) => !hashes.has(name));
  if (strange) return `${strange} is not in scripts/bootstrap/cassandra/jars.lock`;
  for (const [name, hash] of hashes) {
    if (!present.includes(name)) return `${name} is missing`;
    if (sha256(readFileSync(join(folder, name))) !== hash)
      return `${name} has a different hash than in scripts/bootstrap/cassandra/jars.lock`;
  }
  return undefined;
}
