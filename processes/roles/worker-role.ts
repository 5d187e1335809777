/** The role of a projection's worker: `worker:history`. */
export const workerRole = (projection: string): string => `worker:${projection}`;

export const isWorkerRole = (role: string): boolean => role.startsWith(workerRole(''));
