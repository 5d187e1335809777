import { cpuMsOf } from '../child.ts';

export const PARTS = ['process', 'store', 'nats'] as const;
/** Processor time in ms of the worker or loader, of the store's own process, and of nats-server. */
export type Cpu = Record<(typeof PARTS)[number], number>;

/** Starts counting. The returned function gives the time used since. */
export function countCpu(pids: Record<(typeof PARTS)[number], number | undefined>): () => Cpu {
  const read = () =>
    Object.fromEntries(
      PARTS.map((part) => [part, pids[part] === undefined ? 0 : cpuMsOf(pids[part])]),
    ) as Cpu;
  const before = read();
  return () => {
    const now = read();
    return Object.fromEntries(PARTS.map((part) => [part, now[part] - before[part]])) as Cpu;
  };
}
