import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { encodeEvent } from '../../../adapters/jetstream/publish/encode-event.ts';
import { mintCommandId } from '../../../contracts/command-id.ts';
import { partitionOf } from '../../../contracts/partition.ts';
import { sendMessage } from '../../../domain/chat/send-message/command.ts';
import { type Client, clientOf } from '../../engines/client.ts';
import { waitUntil } from '../../engines/condition.ts';
import { openTestLink, type TestLink } from '../../engines/log.ts';
import { startPipeline, type TestPipeline } from '../../engines/pipeline.ts';
import { startRole, type TestRole } from '../../engines/role.ts';

const OPERATOR_KEY = 'olga-key-0123456789';
const CHANNEL = 'general';
const PARTITION = partitionOf(CHANNEL, 2);

let pipeline: TestPipeline;
let operations: TestRole;
let log: TestLink;
let olga: Client;

before(async () => {
  pipeline = await startPipeline({
    environment: { WAYBILL_PARTITIONS: '2', WAYBILL_RECONCILIATION_INTERVAL_MS: '1000' },
  });
  operations = await startRole('operations', {
    ...pipeline.environment,
    WAYBILL_OPERATOR_KEYS: `olga:${OPERATOR_KEY}`,
  });
  olga = clientOf(operations.url, OPERATOR_KEY);
  log = await openTestLink(pipeline.nats.url);
});
after(async () => {
  await operations?.kill();
  await log?.close();
  await pipeline?.stop();
});

/** An edit by alice of a message with this id. */
const edit = async (messageId: string): Promise<{ commandId: string; correlationId: string }> =>
  (
    await pipeline.alice.request('PATCH', `/v1/channels/${CHANNEL}/messages/${messageId}`, {
      text: 'edited',
    })
  ).body;

/** What each part of Waybill says about one command, once the ledger has recorded it. */
async function saidOf({ commandId, correlationId }: { commandId: string; correlationId: string }) {
  let isRecorded = false;
  return waitUntil(
    async () => {
      const [client, commandDetail, list, trace] = await Promise.all([
        pipeline.alice.request('GET', `/v1/commands/${commandId}`),
        olga.request('GET', `/ops/v1/commands/${commandId}`),
        olga.request('GET', `/ops/v1/traces?command=${commandId}`),
        olga.request('GET', `/ops/v1/traces/${correlationId}`),
      ]);
      const traced = trace.body.commands?.[0];
      // The first answer after the ledger recorded it is of one moment for all of them.
      const wasRecorded = isRecorded;
      isRecorded =
        traced?.projections[0].stages.some(({ kind }: { kind: string }) => kind === 'applied') === true;
      if (!wasRecorded || !list.body.commands[0]) return undefined;
      return {
        states: [
          client.body.state,
          commandDetail.body.status.state,
          list.body.commands[0].state,
          traced.state,
          traced.clientView.at(-1).state,
        ] as string[],
        status: client.body.projections.history,
        note: commandDetail.body.stages.at(-1).note as string | null,
        absence: traced.projections[0].absence?.text as string | undefined,
        lastSegment: traced.projections[0].segments.at(-1),
      };
    },
    { what: 'the ledger to record the edit' },
  );
}

const allAre = (states: string[], state: string) => states.every((each) => each === state);

test('every part says that an edit waits for its message, and that it is applied once the message is', async () => {
  const messageId = mintCommandId(1, PARTITION);
  const command = await edit(messageId);
  const said = await saidOf(command);
  assert.deepEqual([...new Set(said.states)], ['processing']);
  assert.deepEqual(said.status.waitsFor, { kind: 'resource', id: messageId });
  assert.ok(Date.parse(said.status.until) > Date.now());
  assert.match(said.note ?? '', /can still arrive until the time in `until`\.$/);
  assert.match(said.absence ?? '', /^History has not applied the event\. The log does not hold the message/);
  assert.deepEqual([said.lastSegment.kind, said.lastSegment.open], ['kept-aside', true]);
  assert.equal((await olga.request('GET', '/ops/v1/dead-letters')).body.total, 0);

  const event = encodeEvent({
    id: messageId,
    command: sendMessage,
    aggregateId: CHANNEL,
    time: new Date().toISOString(),
    correlationId: 'late',
    causationId: undefined,
    actor: 'alice',
    traceparent: undefined,
    data: { channelId: CHANNEL, messageId, text: 'sent' },
    generation: 1,
    partition: PARTITION,
  });
  const stored = await log.inbox.publish(event.subject, event.headers, event.bytes, 30_000);
  assert.equal(stored.kind, 'stored');
  await waitUntil(async () => allAre((await saidOf(command)).states, 'applied'), {
    what: 'every part to say applied',
  });
});

test('every part says that an edit is rejected if it names a command that creates no message', async () => {
  const created = await pipeline.alice.request('PUT', `/v1/channels/${CHANNEL}`, {});
  const said = await saidOf(await edit(created.body.commandId));
  assert.deepEqual([...new Set(said.states)], ['rejected']);
  assert.deepEqual([said.status.waitsFor, said.status.until], [null, null]);
});

test('lists find kept-aside changes by their state, and reconciliation counts them as applied', async () => {
  const { commandId } = await edit(mintCommandId(1, PARTITION));
  const found = await waitUntil(
    async () => {
      const { body } = await olga.request('GET', '/ops/v1/traces?state=processing');
      return body.commands.length > 0 ? body.commands : undefined;
    },
    { what: 'the list' },
  );
  assert.deepEqual(
    found.map((each: { commandId: string }) => each.commandId),
    [commandId],
  );
  const { body: applied } = await olga.request('GET', '/ops/v1/traces?state=applied');
  assert.ok(applied.commands.every((each: { commandId: string }) => each.commandId !== commandId));
  await waitUntil(
    async () => {
      const { body } = await olga.request('GET', '/ops/v1/reconciliation');
      const projection = body.projections[0];
      const of = (term: string) =>
        projection.terms.find((each: { term: string }) => each.term === term)?.count;
      return projection.accepted === 5 && of('applied') === 5 && of('lost') === 0;
    },
    { what: 'the count' },
  );
});
