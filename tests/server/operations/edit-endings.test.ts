import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { apiRequest } from '../../../adapters/jetstream/connection/api-request.ts';
import { appendOperation } from '../../../adapters/jetstream/publish/append-operation.ts';
import { startGeneration } from '../../../adapters/jetstream/streams/start-generation.ts';
import { mintCommandId } from '../../../contracts/command-id.ts';
import { partitionOf } from '../../../contracts/partition.ts';
import { readSettings } from '../../../platform/configuration/settings.ts';
import { waitUntil } from '../../engines/condition.ts';
import { natsServerBinary } from '../../engines/nats-server.ts';
import { makeDeadLetters, type ReplayBed, startReplayBed } from './replay-bed.ts';

const skip = natsServerBinary() ? false : 'no nats-server';
let requests = 0;
const requestId = () => `ending-request-${++requests}`;

/** Every edit ends, whatever changed meanwhile, and its answer is true: accepted once the action that begins it is stored. */
describe('every edit ends', { skip }, () => {
  let bed: ReplayBed;
  let generation = 1;
  before(async () => {
    bed = await startReplayBed();
  });
  after(() => bed?.stop());

  const edit = (deadLetterId: string, body: Record<string, unknown>) =>
    bed.ops('POST', `/dead-letters/${deadLetterId}/edit-and-replay`, { requestId: requestId(), ...body });
  const detailOf = async (deadLetterId: string) =>
    (await bed.ops('GET', `/dead-letters/${deadLetterId}`)).body;
  const reaches = (deadLetterId: string, state: string) =>
    waitUntil(async () => (await detailOf(deadLetterId)).deadLetter?.state === state, {
      what: `${deadLetterId} to be ${state}`,
      timeoutMs: 60_000,
    });
  const repartition = async (partitions: number) => {
    ({ number: generation } = await startGeneration(bed.link, readSettings({}), partitions));
  };
  /** A dead letter whose text is a number, and the data that fixes it. */
  const broken = async (channel: string) => {
    const messageId = mintCommandId(1, 0);
    const [deadLetterId] = await makeDeadLetters(bed, [{ channel, broken: true }]);
    return { deadLetterId: deadLetterId!, data: { channelId: channel, messageId, text: 'mended' } };
  };
  /** An edit stored by a process that died before it published: its event's id belongs to `ofGeneration`. */
  const begun = async (deadLetterId: string, data: Record<string, unknown>, ofGeneration: number) => {
    const channel = String(data.channelId);
    const partition = partitionOf(channel, 2);
    const id = mintCommandId(ofGeneration, partition);
    const request = requestId();
    await appendOperation(
      bed.inbox,
      {
        id: mintCommandId(0, 0),
        at: new Date().toISOString(),
        actor: 'olga',
        requestId: request,
        reason: null,
        target: 'dead-letter',
        deadLetterId,
        kind: 'edit-begun',
        generation: ofGeneration,
        partition,
        event: {
          specversion: '1.0',
          id,
          type: 'chat.message-sent.v1',
          source: '/waybill/commands',
          subject: `channel/${channel}`,
          time: new Date().toISOString(),
          datacontenttype: 'application/json',
          correlationid: `correlation-${id}`,
          causationid: mintCommandId(1, 0),
          actor: 'alice',
          data,
        },
      },
      { expected: 0, messageId: `begun-${id}`, timeoutMs: 30_000 },
    );
    return { id, request };
  };
  const isApplied = async (channel: string) =>
    assert.deepEqual(
      (await bed.pipeline.alice.messages(channel)).map(({ text }) => text),
      ['mended'],
    );

  test('the log was repartitioned before it: the first edit is accepted at once, in the new generation', async () => {
    const { deadLetterId, data } = await broken('moved-before');
    await repartition(3);
    const answer = await edit(deadLetterId, { data });
    assert.deepEqual([answer.status, answer.body.state], [202, 'replaying'], JSON.stringify(answer.body));
    assert.match(answer.body.position, new RegExp(`^${generation}-`));
    await reaches(deadLetterId, 'resolved');
    await isApplied('moved-before');
  });

  test('between its action and its event: it is made again, and the same request is answered with the event that counts', async () => {
    const { deadLetterId, data } = await broken('moved-between');
    const closed = generation;
    await bed.operations.kill();
    await repartition(4);
    const { id, request } = await begun(deadLetterId, data, closed);
    await bed.operations.restart();
    await reaches(deadLetterId, 'resolved');
    await isApplied('moved-between');
    const repeated = await edit(deadLetterId, { data, requestId: request });
    assert.equal(repeated.status, 200);
    assert.notEqual(repeated.body.eventId, id);
    assert.match(repeated.body.position, new RegExp(`^${generation}-`));
    const { actions, deadLetter } = await detailOf(deadLetterId);
    assert.equal(deadLetter.resolution.by, repeated.body.eventId);
    const remake = actions.find(({ details }: { details: { remakes?: string } }) => details.remakes === id);
    assert.equal(remake?.actor, 'olga');
  });

  test('after its event: the stored event counts', async () => {
    const { deadLetterId, data } = await broken('moved-after');
    await bed.stopWorker();
    const answer = await edit(deadLetterId, { data });
    assert.equal(answer.status, 202);
    await repartition(2);
    await bed.startWorker();
    await reaches(deadLetterId, 'resolved');
    await isApplied('moved-after');
    assert.equal((await detailOf(deadLetterId)).deadLetter.resolution.by, answer.body.eventId);
  });

  test('the stream of its event was deleted: others continue, and it ends', async () => {
    const { deadLetterId, data } = await broken('deleted');
    const other = await broken('beside-deleted');
    await bed.operations.kill();
    const gone = generation;
    await repartition(3);
    await apiRequest(bed.link, `STREAM.DELETE.EVENTS-${gone}-${partitionOf('deleted', 2)}`);
    await begun(deadLetterId, data, gone);
    await bed.operations.restart();
    await waitUntil(async () => {
      const answer = await edit(other.deadLetterId, { data: other.data });
      // While the log is being repaired an edit may be refused: then nothing of it is stored.
      if (answer.status === 503) assert.equal((await detailOf(other.deadLetterId)).deadLetter.state, 'open');
      return answer.status === 202;
    });
    await reaches(other.deadLetterId, 'resolved');
    // Made again, or failed if another stream exists by now: it ends in both cases.
    const { deadLetter, actions } = await waitUntil(
      async () => {
        const found = await detailOf(deadLetterId);
        return found.deadLetter?.state === 'replaying' ? undefined : found;
      },
      { timeoutMs: 60_000, what: 'the edit to end' },
    );
    assert.ok(
      deadLetter.state === 'resolved' || actions[0].kind === 'edit-failed',
      JSON.stringify(actions[0]),
    );
  });

  test('an edit that names the id of another message fails, and the dead letter is open again', async () => {
    const { deadLetterId, data } = await broken('orphaned');
    const { body: taken } = await bed.pipeline.alice.send('orphaned', 'hers');
    await bed.pipeline.alice.status(taken.commandId, 'applied');
    const answer = await edit(deadLetterId, { data: { ...data, messageId: taken.commandId } });
    assert.equal(answer.status, 202);
    await reaches(deadLetterId, 'open');
    const { actions } = await detailOf(deadLetterId);
    assert.equal(actions[0].kind, 'edit-failed');
    assert.match(actions[0].details.why, /message-exists/);
  });

  test('a dead letter of a consumer that does not run here is refused everywhere, and nothing is begun', async () => {
    const [own] = await makeDeadLetters(bed, [{ channel: 'foreign' }]);
    const { publishDeadLetter } = await import('../../../adapters/jetstream/records/dead-letters.ts');
    const deadLetter = (await bed.deadLetters()).get(own!)!;
    await publishDeadLetter(bed.inbox, { ...deadLetter, consumer: 'search' }, 30_000);
    const deadLetterId = own!.replace('history.', 'search.');
    await bed.untilListed([deadLetterId]);
    const data = { ...JSON.parse(Buffer.from(deadLetter.bytes).toString()).data, text: 'other' };
    for (const dryRun of [true, false]) {
      const refused = await edit(deadLetterId, { data, dryRun });
      assert.deepEqual([refused.status, refused.body.type], [422, '/problems/not-editable']);
      assert.match(refused.body.detail, /No projection search runs here/);
    }
    for (const [path, body] of [
      ['/replays/plan', { ids: [deadLetterId] }],
      ['/replays/plan', { filter: { consumer: 'search' } }],
      ['/replays', { ids: [deadLetterId], requestId: requestId() }],
    ] as const) {
      const refused = await bed.ops('POST', path, body);
      assert.deepEqual([refused.status, refused.body.type], [422, '/problems/empty-selection'], path);
      assert.match(refused.body.detail, /No projection search runs here/);
    }
    assert.equal((await detailOf(deadLetterId)).deadLetter.state, 'open');
  });

  test('dead letters on hold or discarded are refused in a dry run too', async () => {
    const { deadLetterId, data } = await broken('kept');
    for (const [kind, state] of [
      ['held', 'on-hold'],
      ['discarded', 'discarded'],
    ]) {
      await bed.ops('POST', `/dead-letters/${deadLetterId}/actions`, {
        kind,
        reason: 'For the test.',
        requestId: mintCommandId(0, 0),
      });
      for (const dryRun of [true, false]) {
        const refused = await edit(deadLetterId, { data, dryRun });
        assert.deepEqual([refused.status, refused.body.type], [409, '/problems/acted-before'], state);
      }
    }
  });

  test('NATS is killed between its action and its event: the dead letter shows the time limit, and the edit ends once NATS is back', async () => {
    const { deadLetterId, data } = await broken('killed');
    await bed.stopWorker();
    await bed.operations.kill();
    await begun(deadLetterId, data, generation);
    await bed.pipeline.nats.kill();
    await bed.pipeline.nats.restart();
    await bed.operations.restart();
    const { editUnderWay } = await waitUntil(async () => {
      const found = await detailOf(deadLetterId);
      return found.editUnderWay ? found : undefined;
    });
    assert.equal(editUnderWay.actor, 'olga');
    assert.ok(Date.parse(editUnderWay.publishedBy) > Date.parse(editUnderWay.at));
    await bed.startWorker();
    await reaches(deadLetterId, 'resolved');
    assert.equal((await detailOf(deadLetterId)).editUnderWay, null);
    await isApplied('killed');
  });
});
