import { type EnsuredGeneration, ensureGeneration } from './ensure-generation.ts';
import { type Drift, ensureStream } from './ensure-stream.ts';
import type { NatsLink } from './nats-link.ts';
import { fixedStreamConfigs, type LogLimits } from './stream-layout.ts';

/** Creates what is missing of the log and compares the rest with the configuration. Throws LogUnavailable, ApiRefusal. */
export async function ensureLog(
  link: NatsLink,
  limits: LogLimits,
  partitionsOfNew: number,
): Promise<EnsuredGeneration> {
  const drift: Drift[] = [];
  for (const config of fixedStreamConfigs(limits)) drift.push(...(await ensureStream(link, config)));
  const ensured = await ensureGeneration(link, limits, partitionsOfNew);
  return { ...ensured, drift: [...drift, ...ensured.drift] };
}
