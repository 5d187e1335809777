import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { apiRequest } from '../../../adapters/jetstream/connection/api-request.ts';
import { appendOperation } from '../../../adapters/jetstream/publish/append-operation.ts';
import { encodeEvent } from '../../../adapters/jetstream/publish/encode-event.ts';
import { eventStream } from '../../../adapters/jetstream/streams/stream-layout.ts';
import { mintCommandId } from '../../../contracts/command-id.ts';
import type { ProjectionStatus } from '../../../contracts/command-status.ts';
import type { LoggedEvent } from '../../../contracts/event.ts';
import { partitionOf } from '../../../contracts/partition.ts';
import { decodePosition } from '../../../contracts/position.ts';
import { commands } from '../../../domain/catalog.ts';
import { readSettings } from '../../../platform/configuration/settings.ts';
import { makeStatusService } from '../../../processes/roles/make-status-service.ts';
import { openProjection } from '../../../processes/roles/open-projections.ts';
import { withJudgedOrphans } from '../../../server/status/judge-orphans.ts';
import { locateCommand } from '../../../server/status/locate-command.ts';
import { projectionStatus } from '../../../server/status/projection-status.ts';
import type { StatusService } from '../../../server/status/status-service.ts';
import { historyProjection } from '../../../workers/history/projection.ts';
import type { OpenProjection } from '../../../workers/runtime/define-projection.ts';
import { waitUntil } from '../../engines/condition.ts';
import { openTestLink, type TestLink } from '../../engines/log.ts';
import { startPipeline, type TestPipeline } from '../../engines/pipeline.ts';

const DAY_MS = 86_400_000;
const CHANNEL = 'general';
const PARTITION = partitionOf(CHANNEL, 2);

let pipeline: TestPipeline;
let log: TestLink;
let history: OpenProjection;
let service: StatusService;
/** An id from before the first event that the log still holds. */
let oldId: string;
let poisoned: LoggedEvent;
let corrected: LoggedEvent;
let second: LoggedEvent;

before(async () => {
  pipeline = await startPipeline({ environment: { WAYBILL_PARTITIONS: '2' } });
  log = await openTestLink(pipeline.nats.url);
  const settings = { ...readSettings({}), dataDir: pipeline.dataDir };
  history = await openProjection(historyProjection, settings);
  service = makeStatusService(log.link, [history.projection], settings);
  oldId = mintCommandId(1, PARTITION);
  const first = await send();
  await erase(first);
  // The worker makes dead letters of these two; an operator replaced the first with the second.
  poisoned = await send({ messageId: 7 });
  const edited = await send({ messageId: 7 });
  corrected = await send({ messageId: edited.event.id, text: 7 });
  second = edited;
  for (const event of [poisoned, edited, corrected]) await statusWhere(event, 'dead_lettered');
  await editedBy(edited, corrected);
  await pipeline.worker.stop();
});
after(async () => {
  await history?.close();
  await log?.close();
  await pipeline?.stop();
});

/** Stores an event as the gateway would, and returns it as the log holds it. */
async function store(name: string, data: Record<string, unknown>, id = mint()): Promise<LoggedEvent> {
  const event = encodeEvent({
    id,
    command: commands.find((command) => command.name === name)!,
    aggregateId: String(data.channelId),
    time: new Date().toISOString(),
    correlationId: 'orphans',
    causationId: undefined,
    actor: 'alice',
    traceparent: undefined,
    data,
    generation: 1,
    partition: PARTITION,
  });
  const outcome = await log.inbox.publish(event.subject, event.headers, event.bytes, 30_000);
  assert.equal(outcome.kind, 'stored');
  const location = await locateCommand(service, id, undefined);
  assert.ok('event' in location);
  return location.event;
}

const mint = (at = Date.now()) => mintCommandId(1, PARTITION, at);
const send = (data: Record<string, unknown> = {}, id = mint()) =>
  store('send-message', { channelId: CHANNEL, messageId: id, text: 'hello', ...data }, id);
const idOf = async (event: Promise<LoggedEvent>) => (await event).event.id;
const projection = () => service.projections[0]!;

const statusWhere = (event: LoggedEvent, state: string) =>
  waitUntil(async () => (await projectionStatus(service, projection(), event)).state === state, {
    what: `${event.position} to be ${state}`,
  });

const erase = ({ position }: LoggedEvent) =>
  apiRequest(log.link, `STREAM.MSG.DELETE.${eventStream(1, PARTITION)}`, {
    seq: decodePosition(position)!.sequence,
  });

async function editedBy({ position }: LoggedEvent, by: LoggedEvent): Promise<void> {
  const deadLetterId = `history.${position}`;
  await appendOperation(
    log.inbox,
    {
      id: mintCommandId(0, 0),
      at: new Date().toISOString(),
      actor: 'olga',
      requestId: 'edit-1',
      reason: null,
      target: 'dead-letter',
      deadLetterId,
      kind: 'edited',
      byEventId: by.event.id,
      byPosition: by.position,
    },
    { expected: 0, messageId: 'edit-1', timeoutMs: 30_000 },
  );
}

interface Limits {
  duplicateWindowMs?: number;
  clockSkewMs?: number;
  retentionDays?: number;
}

/** The status of an edit of this message that a worker has written and the store keeps. */
async function editOf(messageId: string, limits: Limits = {}): Promise<[ProjectionStatus, string]> {
  const event = await store('edit-message', { channelId: CHANNEL, messageId, text: 'again' });
  await (projection() as unknown as { apply(events: LoggedEvent[]): Promise<void> }).apply([event]);
  const asked = { ...service, search: { ...service.search, ...limits } };
  // A replay of it must end like its status.
  const judged = await withJudgedOrphans(asked, projection()).verify(event);
  const status = await projectionStatus(asked, projection(), event);
  return [status, judged.state];
}

type Case = [
  named: string,
  id: () => string | Promise<string>,
  expected: { code: string; waitsFor?: string; id?: () => string; until?: () => number },
  limits?: Limits,
];
const never = { duplicateWindowMs: 0, clockSkewMs: 0 };
const waitingFor = (waitsFor: string, rest = {}) => ({ code: 'waiting-for-message', waitsFor, ...rest });
const notFound = { code: 'message-not-found' };
const deadLetterEnds = () => Date.now() + 60 * DAY_MS;

const cases: Case[] = [
  [
    'a send that is not applied yet',
    () => idOf(send()),
    waitingFor('resource', { until: () => Date.now() + 30 * DAY_MS }),
  ],
  [
    'a send that is a dead letter',
    () => poisoned.event.id,
    waitingFor('operators', { id: () => `history.${poisoned.position}`, until: deadLetterEnds }),
  ],
  [
    'a send that operators corrected, whose correction is a dead letter',
    () => second.event.id,
    waitingFor('operators', { id: () => `history.${corrected.position}`, until: deadLetterEnds }),
  ],
  ['the corrected command, which creates another message', () => corrected.event.id, notFound],
  [
    'the id of a channel’s creation',
    () => idOf(store('create-channel', { channelId: CHANNEL, title: 'x' })),
    notFound,
  ],
  ['the id of a join', () => idOf(store('join-channel', { channelId: CHANNEL })), notFound],
  [
    'the id of an edit',
    () => idOf(store('edit-message', { channelId: CHANNEL, messageId: mint(), text: 'x' })),
    notFound,
  ],
  [
    'the id of a delete',
    () => idOf(store('delete-message', { channelId: CHANNEL, messageId: mint() })),
    notFound,
  ],
  ['a message of another channel', () => idOf(send({ channelId: 'other' })), notFound],
  ['a send that names another message', () => idOf(send({ messageId: mint() })), notFound],
  [
    'a new id that the log does not hold',
    () => mint(),
    waitingFor('resource', { until: () => Date.now() + 610_000 }),
  ],
  ['an id minted for which the window has ended', () => mint(), notFound, never],
  ['an id minted tomorrow', () => mint(Date.now() + DAY_MS), notFound],
  ['an id of the last moment there is', () => 'ffffffff-ffff-7fff-8020-1e6f48433209', notFound],
  ['an id older than the log', () => mint(Date.now() - DAY_MS), notFound],
  ['an id that no command has', () => '6ba7b810-9dad-11d1-80b4-00c04fd430c8', notFound],
  ['an id of a generation to come', () => mintCommandId(9, PARTITION), notFound],
  [
    'a message that the log dropped',
    () => oldId,
    { code: 'message-expired' },
    { ...never, retentionDays: 1e-9 },
  ],
];

for (const [named, id, expected, limits] of cases) {
  test(`an edit of ${named} ${expected.waitsFor ? `waits for ${expected.waitsFor}` : 'ends'}`, async () => {
    const messageId = await id();
    const [status, judged] = await editOf(messageId, limits);
    assert.equal(status.reason?.code, expected.code);
    assert.equal(status.proven, true);
    if (!expected.waitsFor) {
      assert.deepEqual(
        [status.state, judged, status.waitsFor, status.until],
        ['rejected', 'rejected', null, null],
      );
      return;
    }
    assert.deepEqual([status.state, judged], ['processing', 'orphan']);
    assert.deepEqual(status.waitsFor, { kind: expected.waitsFor, id: expected.id?.() ?? messageId });
    const until = Date.parse(status.until!);
    assert.ok(Math.abs(until - expected.until!()) < 60_000, status.until!);
  });
}

test('an edit of a message whose part of the log is missing says so, as long as the log would keep that message', async () => {
  await pipeline.gateway.stop();
  const other = 1 - PARTITION;
  await apiRequest(log.link, `STREAM.DELETE.${eventStream(1, other)}`);
  const messageId = mintCommandId(1, other);
  const [status] = await editOf(messageId);
  assert.deepEqual(
    [status.state, status.reason?.code, status.waitsFor],
    ['processing', 'log-part-missing', { kind: 'log', id: messageId }],
  );
  assert.ok(Date.parse(status.until!) > Date.now() + 29 * DAY_MS);
});
