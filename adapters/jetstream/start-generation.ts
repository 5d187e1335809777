import { closeGeneration } from './close-generation.ts';
import { type Drift, ensureStream } from './ensure-stream.ts';
import { type FoundGeneration, type Generation, listGenerations } from './list-generations.ts';
import type { NatsLink } from './nats-link.ts';
import { recordedGeneration, recordGeneration } from './record-generation.ts';
import { eventStreamConfig, type LogLimits } from './stream-layout.ts';

/** Creates what is missing of a generation, and only then records it: until it is recorded nobody publishes to it. */
export async function completeGeneration(
  link: NatsLink,
  limits: LogLimits,
  generation: Generation,
): Promise<Drift[]> {
  const drift: Drift[] = [];
  for (let partition = 0; partition < generation.partitions; partition += 1) {
    const config = eventStreamConfig(limits, generation.number, partition, generation.partitions);
    drift.push(...(await ensureStream(link, config)));
  }
  await recordGeneration(link, generation.number);
  return drift;
}

/** What there is of the log, and what was ever recorded of it. */
export interface Snapshot {
  recorded: number;
  newest: FoundGeneration | undefined;
}

/**
 * What is recorded is read first: what others create meanwhile then shows as newer than recorded, and is completed
 * with them. The other way round it would be taken for gone, and one more generation begun.
 */
export async function readSnapshot(link: NatsLink): Promise<Snapshot> {
  const recorded = await recordedGeneration(link);
  return { recorded, newest: (await listGenerations(link)).at(-1) };
}

/** Starts the generation after a snapshot. */
export async function startNext(
  link: NatsLink,
  limits: LogLimits,
  { recorded, newest }: Snapshot,
  partitions: number,
): Promise<Generation> {
  const next = { number: Math.max(newest?.number ?? 0, recorded) + 1, partitions };
  if (newest) await closeGeneration(link, newest, partitions);
  await completeGeneration(link, limits, next);
  return next;
}

/**
 * Starts the next generation, with `partitions` partitions. The older one is closed first, so that no two
 * generations ever take events at once: gateways wait in between, and find the new one. Safe to repeat.
 */
export const startGeneration = async (
  link: NatsLink,
  limits: LogLimits,
  partitions: number,
): Promise<Generation> => startNext(link, limits, await readSnapshot(link), partitions);
