import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LoggedEvent } from '../../contracts/event.ts';
import type { ProjectionStore } from '../../contracts/ports/projection-store.ts';
import { defineProjection, type ProjectionDeclaration } from '../../workers/runtime/define-projection.ts';

interface Store extends ProjectionStore<string> {
  applied: string[];
}

const eventOf = (type: string) => ({ event: { type }, position: '1-0-1' }) as LoggedEvent;

function storeOf(): Store {
  const applied: string[] = [];
  const nothing = async () => 'epoch';
  return {
    applied,
    apply: async (changes) => void applied.push(...changes),
    probe: async () => {},
    epochId: nothing,
    filledFrom: nothing,
    beginEpoch: nothing,
    wipe: nothing,
    contentHash: nothing,
    close: async () => {},
  };
}

const declaration: ProjectionDeclaration<string, Store> = {
  name: 'counter',
  title: 'Counter',
  primary: false,
  events: ['chat.message-sent.v1'],
  changeOf: ({ event }) => event.type,
  verify: async () => ({ state: 'absent' }),
  stores: { memory: { open: storeOf, place: () => 'memory' } },
};

test('events that a projection does not take are skipped, and count as applied', async () => {
  const store = storeOf();
  const projection = defineProjection(declaration).on(store, 'memory');
  await projection.apply([eventOf('chat.message-sent.v1'), eventOf('chat.channel-created.v1')]);
  assert.deepEqual(store.applied, ['chat.message-sent.v1']);
  assert.equal((await projection.verify(eventOf('chat.channel-created.v1'))).state, 'applied');
  assert.equal((await projection.verify(eventOf('chat.message-sent.v1'))).state, 'absent');
});

test('a name that is not a token, or is an option of npm start, is refused; so is a projection without a store', () => {
  for (const name of ['', 'Search', 'a.b', '1st', 'roles', 'json', 'x'.repeat(33)])
    assert.throws(() => defineProjection({ ...declaration, name }), TypeError, name);
  assert.throws(() => defineProjection({ ...declaration, stores: {} }), /at least one store/);
});
