import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ANOTHER_LOG } from '../../contracts/ports/another-log.ts';
import type { ProjectionStore } from '../../contracts/ports/projection-store.ts';
import { StoreFailure } from '../../contracts/ports/store-failure.ts';

/** A projection's store with its own empty data. */
export interface StoreUnderTest<Store> {
  store: Store;
  /** One more store on the same data, as another process would open it. Closed by `destroy`. */
  reopen(): Promise<Store>;
  /** Closes every store and removes the data. */
  destroy(): Promise<void>;
}

/** What `open` opens, and opens again. `remove` removes the data once every store is closed. */
export function storeUnderTest<Store extends { close(): Promise<void> }>(
  open: () => Store,
  remove: () => unknown,
): StoreUnderTest<Store> {
  const opened: Store[] = [];
  const openOne = () => {
    const store = open();
    opened.push(store);
    return store;
  };
  return {
    store: openOne(),
    reopen: async () => openOne(),
    async destroy() {
      await Promise.all(opened.map((store) => store.close()));
      await remove();
    },
  };
}

/** The promises of every projection's store about content and epochs. `changes`: at least two, in one batch. */
export function projectionStoreContract<Change>(
  name: string,
  open: () => Promise<StoreUnderTest<ProjectionStore<Change>>>,
  changes: readonly Change[],
  { skip = false }: { skip?: string | false } = {},
): void {
  describe(`${name} as a projection's store`, { skip }, () => {
    test('a batch applied twice, in another order, leaves the same content; a probe and an empty batch leave nothing', async () => {
      const empty = await open();
      try {
        const { store } = empty;
        const hash = await store.contentHash();
        await store.probe();
        await store.apply([]);
        assert.equal(await store.contentHash(), hash);
        await store.apply(changes);
        const filled = await store.contentHash();
        assert.notEqual(filled, hash);
        await store.apply(changes.toReversed());
        assert.equal(await store.contentHash(), filled);
      } finally {
        await empty.destroy();
      }
    });

    test('an epoch has an id from its first writer on, the same for all', async () => {
      const empty = await open();
      try {
        assert.equal(await empty.store.epochId(), null);
        const other = await empty.reopen();
        const [one, two] = await Promise.all([empty.store.beginEpoch(), other.beginEpoch()]);
        assert.match(one, /^[a-z0-9]{6,32}$/);
        assert.equal(one, two);
        await empty.store.apply(changes);
        assert.equal(await other.epochId(), one);
        assert.equal(await other.beginEpoch(), one);
      } finally {
        await empty.destroy();
      }
    });

    test('a wiped store is empty, with a new epoch, for every reader', async () => {
      const wiped = await open();
      try {
        const other = await wiped.reopen();
        const hash = await wiped.store.contentHash();
        const before = await wiped.store.beginEpoch();
        await wiped.store.apply(changes);
        const filled = await other.contentHash();
        const after = await wiped.store.wipe();
        assert.notEqual(after, before);
        assert.equal(await other.epochId(), after);
        assert.equal(await other.contentHash(), hash);
        await other.apply(changes);
        assert.equal(await wiped.store.contentHash(), filled);
        assert.notEqual(await other.wipe(), after, 'so is one that was never filled');
      } finally {
        await wiped.destroy();
      }
    });

    test('an epoch remembers the log it comes from, and takes no other', async () => {
      const [one, another] = ['log-one', 'log-another'];
      const refused = (error: unknown) =>
        error instanceof StoreFailure && error.failureClass === 'outage' && error.code === ANOTHER_LOG;
      const filled = await open();
      try {
        const other = await filled.reopen();
        assert.equal(await other.filledFrom(), null);
        const epoch = await filled.store.beginEpoch(one);
        assert.equal(await other.filledFrom(), one);
        assert.equal(await other.beginEpoch(one), epoch);
        await filled.store.apply(changes);
        const hash = await filled.store.contentHash();
        await assert.rejects(other.beginEpoch(another), refused);
        assert.deepEqual(
          [await other.filledFrom(), await other.epochId(), await other.contentHash()],
          [one, epoch, hash],
        );
        const wiped = await other.wipe(another);
        assert.equal(await filled.store.filledFrom(), another);
        assert.equal(await filled.store.beginEpoch(another), wiped);
        await assert.rejects(filled.store.beginEpoch(one), refused);
      } finally {
        await filled.destroy();
      }
    });

    test('an epoch without a log takes the first log that its writers name, one for all', async () => {
      const old = await open();
      try {
        const other = await old.reopen();
        const epoch = await old.store.beginEpoch();
        assert.equal(await other.filledFrom(), null);
        const [first, second] = await Promise.allSettled([
          old.store.beginEpoch('log-one'),
          other.beginEpoch('log-another'),
        ]);
        const filledFrom = await other.filledFrom();
        assert.deepEqual(
          [first.status === 'fulfilled', second.status === 'fulfilled'],
          [filledFrom === 'log-one', filledFrom === 'log-another'],
        );
        assert.equal(await other.epochId(), epoch);
      } finally {
        await old.destroy();
      }
    });
  });
}
