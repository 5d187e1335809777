import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandOfEventType, commands } from '../../domain/catalog.ts';
import { checkEventData } from '../../domain/check-event-data.ts';
import { defineCommand, resourceOf, searchFieldsOf } from '../../domain/command.ts';

const ID = '0192f7c1-5b0e-7c33-8d1e-4f2a9a3f04aa';
const OTHER = '0192F7C1-5B0E-7C33-8D1E-4F2A9A3F04BB';

interface Case {
  command: string;
  given: { parameters: Record<string, string>; body: unknown };
  expected: Record<string, unknown>;
  resource: string;
}

const cases: Case[] = [
  {
    command: 'create-channel',
    given: { parameters: { channelId: 'general' }, body: { title: 'General' } },
    expected: { channelId: 'general', title: 'General' },
    resource: '/v1/channels/general',
  },
  {
    command: 'create-channel',
    given: { parameters: { channelId: 'general' }, body: {} },
    expected: { channelId: 'general', title: 'general' },
    resource: '/v1/channels/general',
  },
  {
    command: 'join-channel',
    given: { parameters: { channelId: 'general' }, body: {} },
    expected: { channelId: 'general' },
    resource: '/v1/channels/general/members',
  },
  {
    command: 'send-message',
    given: { parameters: { channelId: 'general' }, body: { text: 'Hi' } },
    expected: { channelId: 'general', messageId: ID, text: 'Hi' },
    resource: `/v1/channels/general/messages/${ID}`,
  },
  {
    command: 'edit-message',
    given: { parameters: { channelId: 'general', messageId: OTHER }, body: { text: 'Ho' } },
    expected: { channelId: 'general', messageId: OTHER.toLowerCase(), text: 'Ho' },
    resource: `/v1/channels/general/messages/${OTHER.toLowerCase()}`,
  },
  {
    command: 'delete-message',
    given: { parameters: { channelId: 'general', messageId: OTHER }, body: {} },
    expected: { channelId: 'general', messageId: OTHER.toLowerCase() },
    resource: `/v1/channels/general/messages/${OTHER.toLowerCase()}`,
  },
];

for (const { command: name, given, expected, resource } of cases) {
  test(`${name} decides on ${JSON.stringify(given.body)}`, () => {
    const command = commands.find((declared) => declared.name === name)!;
    const decision = command.decide({ id: ID, actor: 'maria', ...given });
    assert.deepEqual(decision.accepted, expected);
    assert.equal(checkEventData(command.eventType, expected), undefined, 'the event fits its own schema');
    assert.equal(resourceOf(command, expected), resource);
  });
}

test('a command names its searchable fields', () => {
  const send = commands.find(({ name }) => name === 'send-message')!;
  const data = { channelId: 'general', messageId: ID, text: 'Hi' };
  assert.deepEqual(searchFieldsOf(send, { actor: 'maria', data }), [
    { name: 'channel', value: 'general' },
    { name: 'author', value: 'maria' },
    { name: 'text', value: 'Hi' },
  ]);
});

test('every event type belongs to a command', () => {
  for (const command of commands) assert.equal(commandOfEventType(command.eventType), command);
  assert.equal(commandOfEventType('chat.message-sent.v9'), undefined);
});

test('faults in event data are reported with their place', () => {
  assert.equal(checkEventData('chat.nothing.v1', {})?.code, 'unknown-event-type');
  const fault = checkEventData('chat.message-sent.v1', { channelId: 'a.b', messageId: ID, text: 'x' });
  assert.equal(fault?.code, 'schema-violation');
  assert.match(fault?.detail ?? '', /channelId/);
});

test('an invalid declaration is refused when it is declared', () => {
  const { decide, ...send } = commands.find(({ name }) => name === 'send-message')!;
  const declaration = { ...send, decide } as never as Parameters<typeof defineCommand>[0];
  assert.throws(() => defineCommand({ ...declaration, name: 'Send' }), /kebab-case/);
  assert.throws(
    () => defineCommand({ ...declaration, aggregate: { type: 'channel', id: 'nope' } }),
    /no parameter/,
  );
});
