import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { appendOperation } from '../../../adapters/jetstream/publish/append-operation.ts';
import { findDecision } from '../../../adapters/jetstream/records/find-decision.ts';
import { mintCommandId } from '../../../contracts/command-id.ts';
import { partitionOf } from '../../../contracts/partition.ts';
import { jsonDifference } from '../../../server/operations/replays/json-difference.ts';
import { waitUntil } from '../../engines/condition.ts';
import { openTestLink } from '../../engines/log.ts';
import { natsServerBinary, startNatsServer } from '../../engines/nats-server.ts';
import { type ReplayBed, startReplayBed } from './replay-bed.ts';

const skip = natsServerBinary() ? false : 'no nats-server';
let requests = 0;
const requestId = () => `edit-request-${++requests}`;

describe('edit and replay', { skip }, () => {
  let bed: ReplayBed;
  before(async () => {
    bed = await startReplayBed();
  });
  after(() => bed?.stop());

  const edit = (deadLetterId: string, body: Record<string, unknown>) =>
    bed.ops('POST', `/dead-letters/${deadLetterId}/edit-and-replay`, body);
  const stateOf = async (deadLetterId: string): Promise<string> => {
    const plan = await bed.ops('POST', '/replays/plan', { ids: [deadLetterId] });
    return (
      plan.body.findings.find(({ finding }: { finding: string }) => finding !== 'schema')?.finding ?? 'open'
    );
  };

  test('the original is resolved once the edited event is proven applied', async () => {
    const messageId = mintCommandId(1, 0);
    const { deadLetterId, eventId } = await bed.broken('edits', { channelId: 'edits', messageId, text: 17 });
    const data = { channelId: 'edits', messageId, text: 'seventeen' };
    const dry = await edit(deadLetterId, { data, requestId: requestId(), dryRun: true });
    assert.equal(dry.status, 200, JSON.stringify(dry.body));
    assert.deepEqual(dry.body.difference, [{ op: 'replace', path: '/text', was: 17, value: 'seventeen' }]);
    assert.equal(dry.body.eventId, null);
    assert.equal((await bed.actions()).length, 0);

    const body = { data, reason: 'The text is a text.', requestId: requestId() };
    const clicks = await Promise.all([edit(deadLetterId, body), edit(deadLetterId, body)]);
    assert.deepEqual(clicks.map(({ status }) => status).toSorted(), [200, 202], JSON.stringify(clicks));
    const { eventId: newId } = clicks[0]!.body;
    assert.equal(clicks[1]!.body.eventId, newId);

    const { body: status } = await bed.pipeline.alice.status(newId, 'applied');
    assert.equal(status.correlationId, `correlation-${eventId}`);
    assert.equal(status.actor, 'alice');
    const commandDetail = await bed.ops('GET', `/commands/${newId}`);
    assert.equal(JSON.parse(commandDetail.body.event).causationid, eventId);
    await waitUntil(async () => (await stateOf(deadLetterId)) === 'resolved', {
      what: 'the original to be resolved',
    });
    const actions = (await bed.actions()).filter(
      (action) => 'deadLetterId' in action && action.deadLetterId === deadLetterId,
    );
    assert.deepEqual(
      actions.map(({ kind, actor }) => [kind, actor]),
      [
        ['edit-begun', 'olga'],
        ['edited', 'waybill'],
      ],
    );
    const messages = await bed.pipeline.alice.messages('edits');
    assert.deepEqual(
      messages.map(({ text }) => text),
      ['seventeen'],
    );
    const { body: original } = await bed.pipeline.alice.request('GET', `/v1/commands/${eventId}`);
    const { history } = original.projections;
    assert.deepEqual(
      [original.state, original.reason.code, history.replacedBy, history.deadLetter],
      ['dead_lettered', 'replaced', newId, deadLetterId],
    );
    assert.match(original.reason.detail, /replaced by a corrected one/);
    const { body: replacedCommandDetail } = await bed.ops('GET', `/commands/${eventId}`);
    const stage = replacedCommandDetail.stages.find(({ name }: { name: string }) => name === 'history');
    assert.deepEqual(
      [stage.state, stage.word, replacedCommandDetail.command.replacedBy],
      ['replaced', 'replaced', newId],
    );
    const traced = await waitUntil(
      async () => {
        const { body: trace } = await bed.ops('GET', `/traces/correlation-${eventId}`);
        const first = trace.commands?.[0];
        return first?.projections[0].endedAt ? first : undefined;
      },
      { what: 'the edit in the trace' },
    );
    assert.deepEqual([traced.commandId, traced.state, traced.replacedBy], [eventId, 'dead_lettered', newId]);
    assert.ok(
      !traced.projections[0].segments.some(({ open }: { open: boolean }) => open),
      'its clock stopped',
    );
    const [consumer, position] = deadLetterId.split('.') as [string, string];
    const noted = await bed.ops('POST', `/dead-letters/${deadLetterId}/actions`, {
      kind: 'noted',
      text: 'Told the caller.',
      requestId: mintCommandId(0, 0),
    });
    assert.ok(noted.status < 300, JSON.stringify(noted.body));
    assert.deepEqual(
      await findDecision(bed.link, consumer, position),
      { skipReason: 'edited', replacedBy: newId },
      'a note changes nothing',
    );
    const late = await edit(deadLetterId, { ...body, requestId: requestId() });
    assert.deepEqual([late.status, late.body.type], [409, '/problems/acted-before']);
    const repeated = await edit(deadLetterId, body);
    assert.deepEqual([repeated.status, repeated.body.eventId, repeated.body.state], [200, newId, 'resolved']);
  });

  test('data against the schema is refused with a pointer, and so is another channel, and no change', async () => {
    const messageId = mintCommandId(1, 0);
    const { deadLetterId } = await bed.broken('strict', { channelId: 'strict', messageId, text: 1 });
    const pointers = async (data: Record<string, unknown>) => {
      const { status, body } = await edit(deadLetterId, { data, requestId: requestId() });
      assert.deepEqual([status, body.type], [422, '/problems/event-data-invalid'], JSON.stringify(body));
      return body.errors?.map(({ pointer }: { pointer: string }) => pointer);
    };
    assert.deepEqual(await pointers({ channelId: 'strict', messageId, text: true }), ['/data/text']);
    assert.deepEqual(await pointers({ channelId: 'other', messageId, text: 'x' }), ['/data/channelId']);
    assert.equal((await edit('history.1-0-424242', { data: {}, requestId: requestId() })).status, 404);
    assert.equal(await stateOf(deadLetterId), 'open');
  });

  test('an edited event that fails leaves the original open, and says so', async () => {
    const messageId = mintCommandId(1, 0);
    const { deadLetterId, eventId } = await bed.broken('again', { channelId: 'again', messageId, text: 1 });
    const first = await edit(deadLetterId, {
      data: { channelId: 'again', messageId, text: 'poison still' },
      requestId: requestId(),
    });
    assert.equal(first.status, 202);
    assert.equal(await stateOf(deadLetterId), 'replaying');
    await waitUntil(async () => (await stateOf(deadLetterId)) === 'open', {
      what: 'the original to be open again',
    });
    const failed = (await bed.actions()).findLast(
      (action) => 'deadLetterId' in action && action.deadLetterId === deadLetterId,
    )!;
    assert.equal(failed.kind, 'edit-failed');
    assert.match(JSON.stringify(failed), /INVALID/);
    const copy = `${deadLetterId.split('.')[0]}.${first.body.position}`;
    await bed.untilListed([copy]);
    const { editOf } = (await bed.ops('GET', `/dead-letters/${copy}`)).body;
    assert.deepEqual([editOf.id, editOf.state, editOf.actor], [deadLetterId, 'open', 'olga']);
    assert.ok(Number.isFinite(Date.parse(editOf.at)));
    assert.equal((await bed.ops('GET', `/dead-letters/${deadLetterId}`)).body.editOf, null);
    const { body: status } = await bed.pipeline.alice.request('GET', `/v1/commands/${eventId}`);
    assert.equal(status.projections.history.replacedBy, null);
    assert.notEqual(status.reason.code, 'replaced');
  });

  test('an edit that was begun and never published is published by the next process', async () => {
    const messageId = mintCommandId(1, 0);
    const { deadLetterId, eventId } = await bed.broken('crash', { channelId: 'crash', messageId, text: 1 });
    const partition = partitionOf('crash', 2);
    const id = mintCommandId(1, partition);
    await appendOperation(
      bed.inbox,
      {
        id: mintCommandId(0, 0),
        at: new Date().toISOString(),
        actor: 'operator',
        requestId: requestId(),
        reason: null,
        target: 'dead-letter',
        deadLetterId,
        kind: 'edit-begun',
        generation: 1,
        partition,
        event: {
          specversion: '1.0',
          id,
          type: 'chat.message-sent.v1',
          source: '/waybill/commands',
          subject: 'channel/crash',
          time: new Date().toISOString(),
          datacontenttype: 'application/json',
          correlationid: `correlation-${eventId}`,
          causationid: eventId,
          actor: 'alice',
          data: { channelId: 'crash', messageId, text: 'found again' },
        },
      },
      { expected: 0, messageId: 'begun-by-hand', timeoutMs: 30_000 },
    );
    await bed.pipeline.alice.status(id, 'applied');
    await waitUntil(async () => (await stateOf(deadLetterId)) === 'resolved', {
      what: 'the original to be resolved',
    });
  });
});

test('while the actions cannot be read, no decision counts', { skip }, async () => {
  const nats = await startNatsServer();
  const { link, close } = await openTestLink(nats.url);
  try {
    assert.deepEqual(await findDecision(link, 'history', '1-0-1'), {
      skipReason: undefined,
      replacedBy: null,
    });
  } finally {
    await close();
    await nats.stop();
  }
});

test('a difference names each member that changed, in JSON pointers', () => {
  assert.deepEqual(jsonDifference({ a: 1, b: { c: [1], 'd/e': 2 }, f: 3 }, { a: 1, b: { c: [2] }, g: 4 }), [
    { op: 'replace', path: '/b/c', was: [1], value: [2] },
    { op: 'remove', path: '/b/d~1e', was: 2 },
    { op: 'remove', path: '/f', was: 3 },
    { op: 'add', path: '/g', value: 4 },
  ]);
  assert.deepEqual(jsonDifference({ a: [1] }, { a: [1] }), []);
});
