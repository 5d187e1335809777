import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { mintCommandId } from '../../contracts/command-id.ts';
import { waitUntil } from '../engines/condition.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import { type ReplayBed, startReplayBed } from '../server/operations/replay-bed.ts';
import { contentHash, rebuildHistory } from './rebuild-history.ts';

const skip = natsServerBinary() ? false : 'no nats-server';
const requestId = () => mintCommandId(0, 0);

describe('operators’ decisions in a rebuild', { skip }, () => {
  let bed: ReplayBed;
  before(async () => {
    bed = await startReplayBed();
  });
  after(() => bed?.stop());

  const action = async (deadLetterId: string, kind: string, more: object = {}) => {
    const { status, body } = await bed.ops('POST', `/dead-letters/${deadLetterId}/actions`, {
      kind,
      requestId: requestId(),
      ...more,
    });
    assert.ok(status < 300, JSON.stringify(body));
  };
  const deadLetter = async (deadLetterId: string) =>
    (await bed.ops('GET', `/dead-letters/${deadLetterId}`)).body.deadLetter;
  const becomes = (deadLetterId: string, state: string) =>
    waitUntil(async () => (await deadLetter(deadLetterId)).state === state, {
      what: `${deadLetterId} to be ${state}`,
    });
  const texts = async (channel: string) =>
    (await bed.pipeline.alice.messages(channel)).map(({ text }) => text);
  const statusOf = async (id: string) => {
    const { body } = await bed.pipeline.alice.request('GET', `/v1/commands/${id}`);
    return [body.state, body.projections.history.replacedBy];
  };
  const edit = async (deadLetterId: string, text: string): Promise<string> => {
    const { payload } = (await bed.ops('GET', `/dead-letters/${deadLetterId}`)).body;
    const { status, body } = await bed.ops('POST', `/dead-letters/${deadLetterId}/edit-and-replay`, {
      data: { ...JSON.parse(payload.text).data, text },
      requestId: requestId(),
    });
    assert.equal(status, 202, JSON.stringify(body));
    return body.eventId;
  };

  test('edited, discarded and held events are skipped; open and restored ones are applied', async () => {
    const names = ['edited', 'discarded', 'held', 'restored', 'released', 'open'];
    const deadLetterIds = await bed.failing(names);
    const [edited, discarded, held, restored, released] = deadLetterIds as [
      string,
      string,
      string,
      string,
      string,
    ];
    const ids = await Promise.all(
      deadLetterIds.map(async (deadLetterId) => (await deadLetter(deadLetterId)).eventId as string),
    );
    const copy = await edit(edited, 'mended');
    await becomes(edited, 'resolved');
    await action(discarded, 'discarded', { reason: 'a test' });
    await action(held, 'held');
    await action(restored, 'discarded', { reason: 'a test' });
    await action(restored, 'restored');
    await action(released, 'held');
    await action(released, 'released');
    const decided = async () => [await texts('edited'), await texts('discarded'), await texts('held')];
    assert.deepEqual(await decided(), [['mended'], [], []]);
    assert.deepEqual(await statusOf(ids[0]!), ['dead_lettered', copy]);

    bed.setFaults('off');
    await rebuildHistory(bed.link, bed.pipeline.environment);
    assert.deepEqual(await decided(), [['mended'], [], []], 'as before the rebuild');
    assert.deepEqual(await statusOf(ids[0]!), ['dead_lettered', copy]);
    assert.deepEqual(await statusOf(copy), ['applied', null]);
    assert.equal((await statusOf(ids[1]!))[0], 'dead_lettered');
    const reasonOf = async (id: string) =>
      (await bed.pipeline.alice.request('GET', `/v1/commands/${id}`)).body.reason?.code;
    assert.equal(await reasonOf(ids[1]!), 'discarded');
    assert.notEqual(await reasonOf(ids[2]!), 'discarded');
    assert.equal((await statusOf(ids[2]!))[0], 'dead_lettered');
    const states = async () =>
      Promise.all(deadLetterIds.map(async (deadLetterId) => (await deadLetter(deadLetterId)).state));
    assert.deepEqual((await states()).slice(0, 3), ['resolved', 'discarded', 'on-hold']);
    assert.deepEqual(
      await Promise.all(['restored', 'released', 'open'].map(texts)),
      [['poison 3'], ['poison 4'], ['poison 5']],
      'no later decision',
    );
    const late = await bed.ops('POST', `/dead-letters/${deadLetterIds[5]}/actions`, {
      kind: 'discarded',
      reason: 'too late',
      requestId: requestId(),
    });
    assert.deepEqual(
      [late.status, late.body.type],
      [409, '/problems/acted-before'],
      JSON.stringify(late.body),
    );
    for (const deadLetterId of deadLetterIds.slice(3)) {
      await becomes(deadLetterId, 'resolved');
      const { resolution, changedBy } = await deadLetter(deadLetterId);
      assert.deepEqual([resolution.how, resolution.replayId, changedBy], ['applied', null, 'waybill']);
    }
    assert.deepEqual((await states()).slice(0, 3), ['resolved', 'discarded', 'on-hold']);
    bed.setFaults('on');
  });

  test('no rebuild undoes an edit of an edit, and the hash is the same', async () => {
    const { body } = await bed.pipeline.alice.send('twice', 'first');
    await bed.pipeline.alice.status(body.commandId, 'applied');
    const edited = await bed.pipeline.alice.request('PATCH', body.resource, { text: 'poison' });
    assert.equal(edited.status, 202, JSON.stringify(edited.body));
    const { body: change } = edited;
    const deadLetterId = `history.${change.position}`;
    await waitUntil(async () => (await bed.deadLetters()).has(deadLetterId), { what: 'the dead letter' });
    await bed.untilListed([deadLetterId]);
    const copy = await edit(deadLetterId, 'second');
    await becomes(deadLetterId, 'resolved');
    assert.deepEqual(
      await statusOf(change.commandId),
      ['dead_lettered', copy],
      'a newer version proves nothing',
    );
    bed.setFaults('off');
    const hash = await contentHash(bed.pipeline.environment);
    await rebuildHistory(bed.link, bed.pipeline.environment);
    assert.equal(await contentHash(bed.pipeline.environment), hash);
    assert.deepEqual(await texts('twice'), ['second']);
    assert.deepEqual(await statusOf(change.commandId), ['dead_lettered', copy]);
    bed.setFaults('on');
  });

  test('an edited event that names another message is rejected, and the dead letter is open again', async () => {
    const { body: first } = await bed.pipeline.bob.send('named', 'of bob');
    await bed.pipeline.bob.status(first.commandId, 'applied');
    const [deadLetterId] = (await bed.failing(['named'])) as [string];
    const { payload } = (await bed.ops('GET', `/dead-letters/${deadLetterId}`)).body;
    const { body } = await bed.ops('POST', `/dead-letters/${deadLetterId}/edit-and-replay`, {
      data: { ...JSON.parse(payload.text).data, text: 'mended', messageId: first.commandId },
      requestId: requestId(),
    });
    const isFailed = async () => (await bed.actions()).some((each) => each.kind === 'edit-failed');
    await waitUntil(isFailed, { what: 'the edit to fail' });
    await becomes(deadLetterId, 'open');
    const { body: copy } = await bed.pipeline.alice.request('GET', `/v1/commands/${body.eventId}`);
    assert.deepEqual([copy.state, copy.reason?.code], ['rejected', 'message-exists']);
    assert.deepEqual(await texts('named'), ['of bob']);
    const listed = await waitUntil(
      async () => {
        const { body: found } = await bed.ops('GET', `/traces?correlationId=${copy.correlationId}`);
        return found.commands.find(({ commandId }: { commandId: string }) => commandId === copy.commandId);
      },
      { what: 'the edited event in the list of traces' },
    );
    assert.equal(listed.state, 'rejected', 'lists say what the status says');
    const failed = (await bed.actions()).findLast(
      (each) => 'deadLetterId' in each && each.deadLetterId === deadLetterId,
    )!;
    assert.match(JSON.stringify(failed), /edit-failed.*message-exists/);
    await action(deadLetterId, 'discarded', { reason: 'a test' });
  });

  test('a dead letter that a replay resolved and that fails in a rebuild is open again', async () => {
    const [deadLetterId] = (await bed.failing(['reopened'])) as [string];
    const { eventId } = await deadLetter(deadLetterId);
    bed.setFaults('off');
    const { body } = await bed.ops('POST', '/replays', { ids: [deadLetterId], requestId: requestId() });
    await bed.reaches(body.replayId, 'finished');
    await becomes(deadLetterId, 'resolved');
    bed.setFaults('on');
    const before = (await bed.deadLetters()).get(deadLetterId)!.count;
    await rebuildHistory(bed.link, bed.pipeline.environment);
    await becomes(deadLetterId, 'open');
    const { reopened, failures } = await deadLetter(deadLetterId);
    assert.deepEqual([reopened, failures], [1, before + 1]);
    assert.equal((await statusOf(eventId))[0], 'dead_lettered');
    const { body: open } = await bed.ops('GET', '/dead-letters?state=open&limit=200');
    assert.ok(open.deadLetters.some(({ id }: { id: string }) => id === deadLetterId));
    await rebuildHistory(bed.link, bed.pipeline.environment);
    assert.equal((await deadLetter(deadLetterId)).failures, before + 1, 'an open dead letter is stored once');
  });
});
