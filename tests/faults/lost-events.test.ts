import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { apiRequest } from '../../adapters/jetstream/connection/api-request.ts';
import { listGenerations } from '../../adapters/jetstream/streams/list-generations.ts';
import { readLogRecord } from '../../adapters/jetstream/streams/log-record.ts';
import { streamInfo } from '../../adapters/jetstream/streams/stream-info.ts';
import { eventStream } from '../../adapters/jetstream/streams/stream-layout.ts';
import { waitUntil } from '../engines/condition.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import { restoreStream, snapshotStream } from '../engines/stream-snapshot.ts';
import {
  countsOf,
  type ReconciliationBed,
  startReconciliationBed,
} from '../server/operations/reconciliation/reconciliation-bed.ts';

const skip = natsServerBinary() ? false : 'no nats-server';
const WAIT = { intervalMs: 100 };

describe('Events that are lost with their stream are counted', { skip }, () => {
  let bed: ReconciliationBed;
  let channels = 0;
  /**
   * Counted from outside: events that were accepted, and neither applied nor dead-lettered when their stream was
   * deleted.
   */
  let lost = 0;

  before(async () => {
    bed = await startReconciliationBed({
      WAYBILL_PARTITIONS: '1',
      WAYBILL_LOG_CHECK_MS: '300',
      WAYBILL_ALERT_EVALUATE_MS: '500',
    });
  });
  after(() => bed?.stop());

  async function send(count: number, text = 'good'): Promise<string[]> {
    channels += 1;
    const ids: string[] = [];
    for (let n = 0; n < count; n += 1) {
      const { status, body } = await bed.pipeline.alice.send(`lost-${channels}`, text);
      assert.equal(status, 202);
      ids.push(body.commandId);
    }
    return ids;
  }
  const newest = async () => (await listGenerations(bed.link)).at(-1)!.number;
  async function destroy(stream: string): Promise<void> {
    await apiRequest(bed.link, `STREAM.DELETE.${stream}`);
    await waitUntil(
      async () => (await readLogRecord(bed.link)).lost.some((each) => each.stream === stream),
      WAIT,
    );
  }
  /**
   * Asserts that the reconciliation in this process, which has just started, and the operations service agree with the outside
   * count.
   */
  async function isCounted(named: string[]): Promise<void> {
    const balance = await bed.counts({ lost });
    assert.equal(balance.state, 'lost');
    assert.match(balance.why, new RegExp(`${lost} accepted events were lost with a stream`));
    const names = new Set(balance.lostEvents.map(({ commandId }) => commandId));
    for (const id of named) assert.ok(names.has(id), `${id} is named`);
    await bed.restart();
    await bed.counts({ lost });
  }

  test('a stream with a backlog, and with applied and dead-lettered events', async () => {
    await send(20);
    await bed.failing(['dead-1', 'dead-2']);
    await bed.counts({ accepted: 22, applied: 20, 'dead-lettered': 2 });
    await bed.stopWorker();
    const ids = await send(120);
    await bed.counts({ 'in-flight-pending': 120 });
    await destroy(eventStream(1, 0));
    lost += 120;
    await isCounted(ids.slice(0, 20));

    await waitUntil(async () => {
      const { body } = await bed.ops('GET', '/reconciliation');
      return countsOf(body.projections[0]).lost === lost;
    }, WAIT);
    const alerts = await waitUntil(async () => {
      const { body } = await bed.ops('GET', '/alerts');
      const text = JSON.stringify(body);
      return text.includes('lost-history') && text.includes('history lost 120 events') && body;
    }, WAIT);
    const alert = JSON.stringify(alerts);
    assert.match(alert, /stream-lost-EVENTS-1-0/);
    assert.match(alert, /critical/);
    const status = await bed.pipeline.alice.request('GET', `/v1/commands/${ids[3]}`);
    assert.deepEqual([status.status, status.body.type], [410, '/problems/command-lost']);
  });

  test('while no reconciliation runs: from the ledger alone', async () => {
    await bed.startWorker();
    const applied = await send(7);
    await bed.pipeline.alice.status(applied.at(-1)!, 'applied');
    await bed.counts({ applied: 7 });
    await bed.stopWorker();
    // The index holds what was sent. The reconciliation ends before the loss and keeps nothing.
    await bed.operations.kill();
    await send(11);
    const stream = eventStream(await newest(), 0);
    await waitUntil(async () => {
      const held = await bed.ledger.applied.held({ generation: await newest(), partition: 0 });
      return held?.last === 18;
    }, WAIT);
    await bed.restart({ reconciliationGraceMs: 0, reconciliationIntervalMs: 3_600_000 });
    await destroy(stream);
    await bed.restart();
    lost += 11;
    // The first hundred are named; these are in the first stream.
    await isCounted([]);
    await bed.operations.restart();
  });

  test('a stream of an older generation', async () => {
    await bed.stopWorker();
    await send(9);
    const older = await newest();
    await bed.counts({ 'in-flight-pending': 9 });
    // When the next generation begins, this one is left to drain.
    const next = eventStream(older + 1, 0);
    const { config } = (await streamInfo(bed.link, eventStream(older, 0)))!;
    await apiRequest(bed.link, `STREAM.UPDATE.${config.name}`, {
      ...config,
      subjects: [`closed-events.${older}-0.>`],
    });
    await send(1);
    assert.ok(await streamInfo(bed.link, next));
    await bed.counts({ 'in-flight-pending': 10 });
    const backup = await snapshotStream(bed.link, config.name);
    await destroy(config.name);
    lost += 9;
    await isCounted([]);
    // A restored backup brings its events back: it is the same stream.
    await restoreStream(bed.link, config.name, backup);
    lost -= 9;
    await bed.startWorker();
    await bed.counts({ lost, 'in-flight-pending': 0 });
    const last = await bed.pipeline.alice.messages(`lost-${channels - 1}`);
    assert.equal(last.length, 9, 'applied from the backup');
  });
});
