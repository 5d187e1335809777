/*
 * Cassandra keeps, cell by cell, the write of the highest timestamp, whatever order writes come in, and of two with
 * one timestamp that of the greater value. So the merge rules of the port become timestamps, and no write needs to
 * read first, which is what two workers at once could not survive.
 */

const ABOVE_ALL_VERSIONS = 2n ** 53n;

/** For a field that the highest version gives. */
export const highestWins = (version: number): bigint => BigInt(version);

/** For a field that the lowest version gives. */
export const lowestWins = (version: number): bigint => ABOVE_ALL_VERSIONS - BigInt(version);

/** For what nothing may undo: the emptying of a deleted message's text. */
export const FINAL = ABOVE_ALL_VERSIONS + 1n;

/** For what is the same whenever it is written. */
export const CONSTANT = 1n;

/** A time such that of several writes of one version the earliest is kept: the greater value wins. */
export const earliestWins = (time: number): bigint => ABOVE_ALL_VERSIONS - BigInt(time);

/** The time that `earliestWins` stored. */
export const timeOf = (stored: bigint): number => Number(ABOVE_ALL_VERSIONS - stored);
