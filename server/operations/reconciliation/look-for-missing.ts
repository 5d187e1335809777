import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import type { ReadableProjection } from '../../status/readable-projection.ts';
import { chooseSample } from './choose-sample.ts';
import type { Partition } from './partition.ts';
import { type Proof, proveApplied } from './prove-applied.ts';
import type { ReconciliationLimits } from './reconciliation-context.ts';

/** The limit of lost events that are looked for again at a time. */
const MOST_SEARCHED = 200;

export interface PartitionProof {
  part: Partition;
  proof: Proof;
}

/**
 * Looks in the read model for events that are in no other place, as many as the limits allow at a time; stops when the read
 * model can't be read. Throws LogUnavailable.
 */
export async function lookForMissing(
  link: NatsLink,
  projection: ReadableProjection,
  partitions: readonly Partition[],
  limits: ReconciliationLimits,
  at: number,
): Promise<PartitionProof[]> {
  const proofs: PartitionProof[] = [];
  let left = limits.reconciliationReads;
  for (const part of partitions) {
    const { generation, partition, watch } = part;
    const due = watch.due(at, limits.reconciliationGraceMs).lowest(left);
    const wanted = due.union(chooseSample(watch.searched, Math.min(left, MOST_SEARCHED)));
    left = Math.max(0, left - wanted.count);
    if (wanted.isEmpty) continue;
    const proof = await proveApplied({ link, generation, partition }, projection, wanted);
    proofs.push({ part, proof });
    if (proof.down !== null || left === 0) break;
  }
  return proofs;
}

/** Reads a random sample of the events that count as applied, a share from every partition. Throws LogUnavailable. */
export async function takeSample(
  link: NatsLink,
  projection: ReadableProjection,
  partitions: readonly Partition[],
  size: number,
): Promise<PartitionProof[]> {
  const proofs: PartitionProof[] = [];
  const provable = partitions.map((part) => ({ part, set: part.watch.provable }));
  const total = provable.reduce((sum, { set }) => sum + set.count, 0);
  for (const { part, set } of provable) {
    const sample = chooseSample(set, Math.ceil((set.count / total) * size));
    if (sample.isEmpty) continue;
    const { generation, partition } = part;
    const proof = await proveApplied({ link, generation, partition }, projection, sample);
    proofs.push({ part, proof });
    if (proof.down !== null) break;
  }
  return proofs;
}
