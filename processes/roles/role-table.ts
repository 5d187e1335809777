import type { Registry } from '../../workers/registry.ts';
import type { StartRole } from './role.ts';
import { workerRole } from './worker-role.ts';

/** One of Waybill's own roles. Each process runs one. */
export interface Role {
  /** `gateway`, `worker:history`. */
  name: string;
  /** Used in sentences: `the history worker`. */
  title: string;
  /** Loads the role's code. Loaded on demand, so that other roles don't hold it in memory. */
  load(): Promise<StartRole>;
}

/** All of Waybill's own roles, with one worker for each projection. */
export const roleTable = (projections: Registry): readonly Role[] => [
  {
    name: 'gateway',
    title: 'the gateway',
    load: async () => (await import('./start-gateway.ts')).startGateway,
  },
  ...projections.map((projection) => ({
    name: workerRole(projection.name),
    title: `the ${projection.title.toLowerCase()} worker`,
    load: async () => (await import('./start-projection-role.ts')).startProjectionRole(projection),
  })),
  {
    name: 'operations',
    title: 'the operations service',
    load: async () => (await import('./start-operations.ts')).startOperations,
  },
];
