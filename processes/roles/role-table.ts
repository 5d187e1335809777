import type { Registry } from '../../workers/registry.ts';
import type { StartRole } from './role.ts';
import { workerRole } from './worker-role.ts';

/** A role of ours: one process of it runs one of these. */
export interface Role {
  /** `gateway`, `worker:history`. */
  name: string;
  /** In sentences: `the history worker`. */
  title: string;
  /** Loads its code, which other roles need not have in memory. */
  load(): Promise<StartRole>;
}

/** Every role of ours, with a worker for each projection. */
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
