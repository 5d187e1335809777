/*
 * Cassandra keeps, for each cell, the write with the highest timestamp, in whatever order writes arrive; of two with the
 * same timestamp, the greater value. So the port's merge rules become timestamps, and no write needs to read first: two
 * workers that read and then write at once would overwrite each other.
 */

const ABOVE_ALL_VERSIONS = 2n ** 53n;

/** For a field whose highest version wins. */
export const highestWins = (version: number): bigint => BigInt(version);

/** For a field whose lowest version wins. */
export const lowestWins = (version: number): bigint => ABOVE_ALL_VERSIONS - BigInt(version);

/** For what nothing may undo: the empty text of a deleted message. */
export const FINAL = ABOVE_ALL_VERSIONS + 1n;

/** For values that are always the same. */
export const CONSTANT = 1n;

/** Encodes a time so that the earliest of several writes of one version stays: Cassandra keeps the greater value. */
export const earliestWins = (time: number): bigint => ABOVE_ALL_VERSIONS - BigInt(time);

/** The time that `earliestWins` encoded. */
export const timeOf = (stored: bigint): number => Number(ABOVE_ALL_VERSIONS - stored);
