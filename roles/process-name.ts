import { hostname } from 'node:os';

/** What this process is called in dead letters, in the ledger and to whoever watches. */
export const processName = `${hostname()}:${process.pid}`;
