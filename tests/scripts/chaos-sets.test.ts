import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LoggedEvent } from '../../contracts/event.ts';
import type { Answer } from '../../scripts/chaos/answer.ts';
import { correlationOf, type SentCommand } from '../../scripts/chaos/counting-client.ts';
import type { IntentKind } from '../../scripts/chaos/intents.ts';
import { judgeEvents } from '../../scripts/chaos/judge-events.ts';
import type { HistoryRows } from '../../scripts/chaos/rows.ts';
import { countSets } from '../../scripts/chaos/sets.ts';

const position = (sequence: number) => `1-0-${sequence}`;

/** The event at `sequence` of a log, by ada unless another actor is given. */
const logged = (
  sequence: number,
  type: string,
  data: Record<string, string>,
  { actor = 'ada', id = `id-${sequence}`, intent = sequence } = {},
): LoggedEvent => ({
  position: position(sequence),
  version: sequence,
  storedAt: sequence,
  event: {
    specversion: '1.0',
    id,
    type: `chat.${type}.v1`,
    source: '/test',
    subject: 'channel/c',
    time: '2026-11-30T00:00:00.000Z',
    datacontenttype: 'application/json',
    correlationid: correlationOf(intent),
    actor,
    data: { channelId: 'c', ...data },
  },
});
const accepted = (sequence: number, id = `id-${sequence}`): Answer => ({
  verdict: 'accepted',
  what: '202',
  commandId: id,
  position: position(sequence),
});
const sentAs = (number: number, answers: Answer[], key?: string, kind: IntentKind = 'send'): SentCommand => ({
  intent: {
    number,
    kind,
    caller: 0,
    channel: 'c',
    isKeyed: key !== undefined,
    isTwin: false,
    impatientMs: undefined,
    repeats: 0,
    choice: 0,
  },
  key,
  answers,
});

/**
 * Six commands, one of them rejected: a message that is sent, edited twice and edited by somebody else, a channel, a
 * member.
 */
const events = [
  logged(1, 'message-sent', { messageId: 'id-1', text: 'one' }),
  logged(2, 'message-edited', { messageId: 'id-1', text: 'two' }),
  logged(3, 'message-edited', { messageId: 'id-1', text: 'three' }),
  logged(4, 'message-edited', { messageId: 'id-1', text: 'mine' }, { actor: 'ben' }),
  logged(5, 'channel-created', { title: 'C' }),
  logged(6, 'channel-joined', {}),
];
const rows: HistoryRows = {
  messages: [
    { channelId: 'c', messageId: 'id-1', author: 'ada', text: 'three', sent: 1, edited: 3, deleted: null },
  ],
  channels: [{ channelId: 'c', title: 'C', creator: 'ada', created: 5 }],
  members: [{ channelId: 'c', memberId: 'ada', joined: 6 }],
  orphans: 0,
};
const sent = [
  ...[1, 2, 3, 4, 5, 6].map((sequence) => sentAs(sequence, [accepted(sequence)])),
  sentAs(7, [{ verdict: 'refused', what: '503 not-accepted' }]),
];

/** The formulas of the sets that are not empty. */
function broken({
  changed = rows,
  log = events,
  by = sent,
  dead = [] as string[],
  inFlight = [] as string[],
}): string[] {
  const numbers = new Map(by.map(({ intent }) => [correlationOf(intent.number), intent.number]));
  const { claims } = countSets({
    sent: by,
    events: log,
    judgement: judgeEvents(log, changed),
    dead: new Set(dead),
    isInFlight: (at) => inFlight.includes(at),
    intentOf: (correlationId) => numbers.get(correlationId),
  });
  return claims.filter(({ elements }) => elements.length > 0).map(({ formula }) => formula);
}
const LOST = 'A − (P ∪ D ∪ F)';
const withMessage = (message: Partial<HistoryRows['messages'][number]>): HistoryRows => ({
  ...rows,
  messages: [{ ...rows.messages[0]!, ...message }],
});

test('if everything worked, every set is empty', () => assert.deepEqual(broken({}), []));

test('verdicts follow the rules of the store', () => {
  const { verdicts } = judgeEvents(events, rows);
  assert.deepEqual([...verdicts.values()].toSorted(), [
    'applied',
    'applied',
    'applied',
    'applied',
    'applied',
    'rejected',
  ]);
  assert.equal(verdicts.get(position(4)), 'rejected');
});

test('a message that is missing in the store is lost, with all its changes', () => {
  const changed = { ...rows, messages: [] };
  assert.deepEqual(broken({ changed }), [LOST]);
  assert.deepEqual(broken({ changed, inFlight: [1, 2, 3, 4].map(position) }), ['F']);
  assert.deepEqual(broken({ changed, dead: [1, 2, 3, 4].map(position) }), ['D − X']);
});

test('an edit is lost if the row has its version but not its text', () =>
  assert.deepEqual(broken({ changed: withMessage({ text: 'two' }) }), [LOST]));

test('an edit is lost if the row shows an older one', () =>
  assert.deepEqual(broken({ changed: withMessage({ text: 'two', edited: 2 }) }), [LOST]));

test('a deleted message keeps no text', () => {
  const log = [...events, logged(7, 'message-deleted', { messageId: 'id-1' })];
  const by = [...sent.slice(0, 6), sentAs(7, [accepted(7)])];
  assert.deepEqual(broken({ log, by, changed: withMessage({ text: '', deleted: 7 }) }), []);
  assert.deepEqual(broken({ log, by, changed: withMessage({ deleted: 7 }) }), [LOST]);
  assert.deepEqual(broken({ log, by }), [LOST]);
});

test('a channel or member that is missing in the store is lost', () => {
  assert.deepEqual(broken({ changed: { ...rows, channels: [] } }), [LOST]);
  assert.deepEqual(broken({ changed: { ...rows, members: [] } }), [LOST]);
});

test('an accepted command that is not in the log is lost', () => {
  const by = [...sent, sentAs(8, [accepted(8)])];
  assert.deepEqual(broken({ by }), ['A − L', LOST]);
});

test('an event without a 202 must be accounted for too', () => {
  const log = [...events, logged(7, 'message-sent', { messageId: 'id-7', text: 'x' })];
  const by = [...sent.slice(0, 6), sentAs(7, [{ verdict: 'unknown', what: '504' }])];
  assert.deepEqual(broken({ log, by }), ['(L − A) − (P ∪ D ∪ F)']);
});

test('a refused command must not be in the log', () => {
  const log = [...events, logged(7, 'channel-joined', {})];
  assert.deepEqual(broken({ log }), ['R ∩ L']);
});

test('a command that nobody sent must not be in the log', () => {
  const log = [...events, logged(9, 'channel-joined', {})];
  assert.deepEqual(broken({ log }), ['L − (A ∪ U ∪ R)']);
});

test('one event at two positions is duplicated', () => {
  const again = logged(9, 'channel-joined', {}, { id: 'id-6', intent: 6 });
  // The 202 names its first position, but the id leads to the newest one.
  assert.deepEqual(broken({ log: [...events, again] }), ['position(A) ≠ position(L)', 'ids stored twice']);
});

test('one key with two events, or two answers, is duplicated', () => {
  const log = [...events, logged(7, 'channel-joined', {}), logged(8, 'channel-joined', {})];
  const by = [...sent.slice(0, 6), sentAs(7, [accepted(7)], 'key'), sentAs(8, [accepted(8)], 'key')];
  assert.deepEqual(broken({ log, by }), ['keys stored twice', 'keys answered twice']);
});

test('an event that no worker can apply must be a dead letter', () => {
  const log = [...events, logged(7, 'message-sent', { messageId: 'id-7', body: 'x' })];
  const by = [...sent.slice(0, 6), sentAs(7, [accepted(7)], undefined, 'unfit')];
  assert.deepEqual(broken({ log, by }), [LOST]);
  assert.deepEqual(broken({ log, by, dead: [position(7)] }), []);
});

test('rows that no event explains are found', () => {
  const ghost = { ...rows.messages[0]!, messageId: 'ghost' };
  assert.deepEqual(broken({ changed: { ...rows, messages: [...rows.messages, ghost] } }), ['rows − events']);
  assert.deepEqual(broken({ changed: { ...rows, orphans: 1 } }), ['rows − events']);
});
