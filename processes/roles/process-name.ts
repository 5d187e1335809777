import { hostname } from 'node:os';

/** The name of a process in dead letters, the ledger and heartbeats. */
export const processNameOf = (pid: number): string => `${hostname()}:${pid}`;

export const processName = processNameOf(process.pid);

/** When this process started, in Unix ms. Unique together with the name. */
export const processStartedAt = Math.round(performance.timeOrigin);

/** The id of the report that a process ended. The process and its supervisor use the same id, so it is stored once. */
export const stopIdOf = (role: string, process: string, startedAt: number): string =>
  `stopped ${role} ${process} ${startedAt}`;
