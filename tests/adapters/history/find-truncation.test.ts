import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from 'cassandra-driver';
import { lookForTruncation } from '../../../adapters/cassandra/find-truncation.ts';
import { tableId } from '../../../adapters/cassandra/table-id.ts';

const KEYSPACE = 'waybill';
const BEGUN_AT = 1_000_000;

/** A truncation record as a node keeps it. */
function recordOf(at: number): Buffer {
  const record = Buffer.alloc(20);
  record.writeBigInt64BE(BigInt(at), 12);
  return record;
}

type Answer = 'hangs' | 'fails' | number | null;

/** A cluster whose nodes answer as given: when each truncated the messages. */
function cluster(nodes: Record<string, Answer>): Client {
  const hosts = Object.keys(nodes).map((address) => ({ address, datacenter: 'dc1', isUp: () => true }));
  return {
    hosts: { values: () => hosts },
    async execute(_query: string, _params: unknown[], { host }: { host?: { address: string } }) {
      if (!host)
        return { rows: [{ epoch_id: 'epoch-1', wiping_since: null, begun: BigInt(BEGUN_AT * 1_000) }] };
      const answer = nodes[host.address]!;
      if (answer === 'hangs') return new Promise(() => {});
      if (answer === 'fails') throw new Error('The host is gone.');
      const truncated_at = answer === null ? null : { [tableId(KEYSPACE, 'messages')]: recordOf(answer) };
      return { rows: [{ truncated_at }] };
    },
  } as unknown as Client;
}

const look = (nodes: Record<string, Answer>, before: Parameters<typeof lookForTruncation>[3] = null) =>
  lookForTruncation(cluster(nodes), KEYSPACE, 'dc1', before, 50);

for (const silent of ['hangs', 'fails'] as const)
  test(`a node that ${silent} does not delay the others, and its last answer holds`, async () => {
    const first = await look({ a: 900_000, b: 900_000, c: 900_000 });
    assert.equal(first.truncated, null);
    const without = await look({ a: 900_000, b: 900_000, c: silent }, first.now);
    assert.equal(without.truncated, null);
    assert.equal((await look({ a: 900_000, b: 900_000, c: 900_000 }, without.now)).truncated, null);
    assert.equal((await look({ a: 1_100_000, b: 900_000, c: silent }, without.now)).truncated, 'messages');
  });
