import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testSeed } from '../../scripts/testing/test-seed.ts';
import { withoutCassandra } from '../engines/cassandra-server.ts';
import { waitUntil } from '../engines/condition.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import { type SharedCassandra, shareCassandra } from '../engines/shared-cassandra.ts';
import { runTool } from '../scripts/run-tool.ts';
import { type ReplayBed, startReplayBed } from '../server/operations/replay-bed.ts';
import { disagreement, type SaidOfEvent } from './agreement.ts';
import { RandomHistory, randomOf } from './random-history.ts';
import { type AcceptedEvent, readSaid } from './read-said.ts';
import { contentHash, rebuildHistory } from './rebuild-history.ts';

const skip = natsServerBinary() ? false : 'no nats-server';
/** How many random histories are tried on each store. Normally one. */
const runs = Number(process.env.WAYBILL_TEST_RUNS ?? 1);
const COMMANDS = 24;

const stores: {
  name: string;
  skip: string | false;
  start(): Promise<Record<string, string>>;
  stop(): Promise<void>;
}[] = [{ name: 'SQLite', skip, start: async () => ({}), stop: async () => {} }, cassandraStore()];

function cassandraStore() {
  let cassandra: SharedCassandra | undefined;
  return {
    name: 'Cassandra',
    skip: skip || withoutCassandra,
    async start() {
      cassandra = await shareCassandra();
      return { WAYBILL_STORES: 'history:cassandra', CASSANDRA_CONTACT_POINTS: cassandra.contactPoint };
    },
    stop: async () => cassandra?.stop(),
  };
}

/** What all answers say once they agree on every event. */
async function agreed(
  bed: ReplayBed,
  events: readonly AcceptedEvent[],
  when: string,
): Promise<SaidOfEvent[]> {
  let faults: string[] = ['the reconciliation is not balanced'];
  let said: SaidOfEvent[] | undefined;
  const agrees = async () => {
    said = await readSaid(bed, events);
    if (!said) return false;
    faults = said.map(disagreement).filter((fault) => fault !== undefined);
    return faults.length === 0;
  };
  await waitUntil(agrees, { timeoutMs: 40_000, intervalMs: 500, what: when }).catch(async (error) => {
    const { body } = await bed.ops('GET', '/reconciliation');
    const { state, why, terms } = body.projections[0];
    const counts = terms.filter(({ count }: { count: number }) => count !== 0);
    throw new Error(`${when}:\n${faults.join('\n')}\n${JSON.stringify({ state, why, counts })}`, {
      cause: error,
    });
  });
  return said!;
}

const countsOf = (said: readonly SaidOfEvent[]): string => {
  const counts = new Map<string, number>();
  for (const { status, deadLetter } of said) {
    const place = [status.state, deadLetter?.state, deadLetter?.how].filter(Boolean).join(' ');
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return [...counts].map(([place, count]) => `${place}: ${count}`).join(', ');
};

for (const store of stores) {
  describe(`a rebuild on ${store.name}`, { skip: store.skip }, () => {
    let environment: Record<string, string>;
    before(async () => {
      environment = await store.start();
    });
    after(() => store.stop());

    for (let run = 0; run < runs; run += 1) {
      const seed = testSeed + run;
      test(`keeps operators’ decisions, and all answers agree: seed ${seed}`, async (t) => {
        const bed = await startReplayBed({
          ...environment,
          CASSANDRA_KEYSPACE: `rebuild_${run}`,
          WAYBILL_RECONCILIATION_INTERVAL_MS: '1000',
          WAYBILL_RECONCILIATION_GRACE_MS: '600',
          WAYBILL_DEAD_LETTER_PROOFS_PER_SECOND: '500',
        });
        t.after(() => bed.stop());
        const random = randomOf(seed);
        const history = new RandomHistory(bed, random, 'random');
        await history.send(COMMANDS / 2);
        if (random() < 0.5) await repartition(bed);
        await history.send(COMMANDS / 2);
        await agreed(bed, history.events, 'before any decision');
        await history.decide();
        const said = await agreed(bed, history.events, 'after the decisions');
        t.diagnostic(countsOf(said));
        const hash = await contentHash(bed.pipeline.environment);
        await rebuildHistory(bed.link, bed.pipeline.environment);
        assert.deepEqual(await agreed(bed, history.events, 'after the rebuild'), said);
        assert.equal(await contentHash(bed.pipeline.environment), hash, 'the content');
      });
    }
  });
}

async function repartition(bed: ReplayBed): Promise<void> {
  const tool = await runTool('repartition.ts', ['--partitions', '3', '--yes'], bed.pipeline.environment);
  assert.equal(tool.code, 0, tool.stdout + tool.stderr);
}
