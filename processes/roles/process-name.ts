import { hostname } from 'node:os';

/** What a process of this machine is called in dead letters, in the ledger and to whoever watches. */
export const processNameOf = (pid: number): string => `${hostname()}:${pid}`;

export const processName = processNameOf(process.pid);

/** When this process was started, in Unix ms: together with its name it is unique. */
export const processStartedAt = Math.round(performance.timeOrigin);

/** The id of the report of a process's end: so the process and its supervisor report it once. */
export const stopIdOf = (role: string, process: string, startedAt: number): string =>
  `stopped ${role} ${process} ${startedAt}`;
