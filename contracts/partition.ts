/**
 * The partition of an aggregate's events. It must never change, because every existing log uses it. FNV-1a over the
 * identifier's bytes (they are ASCII), finished by MurmurHash3's mixer: the low bits of FNV alone spread short identifiers
 * unevenly.
 */
export function partitionOf(aggregateId: string, partitions: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < aggregateId.length; at += 1) {
    hash = Math.imul(hash ^ aggregateId.charCodeAt(at), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % partitions;
}
