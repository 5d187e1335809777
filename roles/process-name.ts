import { hostname } from 'node:os';

/** What a process of this machine is called in dead letters, in the ledger and to whoever watches. */
export const processNameOf = (pid: number): string => `${hostname()}:${pid}`;

export const processName = processNameOf(process.pid);

/** When this process was started, in Unix ms: with its name, no other process has that. */
export const processStartedAt = Math.round(performance.timeOrigin);

/** Under this id its end is reported once, by whoever knows of it: the process itself, or its supervisor. */
export const stopIdOf = (role: string, process: string, startedAt: number): string =>
  `stopped ${role} ${process} ${startedAt}`;
