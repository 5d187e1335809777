import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { HistoryChange, HistoryEntity, HistoryRow } from '../../contracts/ports/history-store.ts';
import { StoreFailure } from '../../contracts/ports/store-failure.ts';
import { channel, member, message } from '../../domain/chat/entities.ts';
import { HistoryContentHash } from '../../domain/history/content-hash.ts';
import { channels, created, deleted, edited, joined, messageId, scenarios, sent } from './history-changes.ts';
import { HistoryModel } from './history-model.ts';
import { type ReadableHistory, readChannelWhole, readFields, withoutAppliedAt } from './history-reads.ts';
import { projectionStoreContract, type StoreUnderTest } from './projection-store.ts';

/** A history with its own empty data. */
interface HistoryUnderTest extends StoreUnderTest<ReadableHistory> {
  /** For a child process: a module whose default export opens a store on the same data, given the argument. */
  child: { module: string; argument: string };
}

interface HistoryContractOptions {
  /** The number of random logs that the property is tried on. */
  runs?: number;
  durabilityRounds?: number;
  /** Why the store is not available here; false where it is. */
  skip?: string | false;
}

const storm = fileURLToPath(new URL('./fixtures/apply-until-killed.ts', import.meta.url));

const refusedAsPoison = (error: unknown) => error instanceof StoreFailure && error.failureClass === 'poison';

/** The promises of every history store, whatever database it uses. */
export function historyStoreContract(
  name: string,
  open: () => Promise<HistoryUnderTest>,
  { runs = 60, durabilityRounds = 3, skip = false }: HistoryContractOptions = {},
): void {
  const changes = [
    sent(),
    edited({ version: 3, actor: 'bob' }),
    created({ version: 5 }),
    joined({ version: 6 }),
  ];
  projectionStoreContract(name, open, changes, { skip });

  describe(`${name} as history store`, { skip }, () => {
    let history: HistoryUnderTest;
    let store: ReadableHistory;
    let fresh = 0;
    /** Every example has its own channel, so that they share one store. */
    const newChannel = () => `example-${++fresh}`;

    before(async () => {
      history = await open();
      ({ store } = history);
    });
    after(() => history.destroy());

    /** Each of these series of changes, applied one by one to an empty store, leaves the same content. */
    async function assertSameContent(series: readonly HistoryChange[][]): Promise<void> {
      const hashes = new Set<string>();
      for (const changes of series) {
        const clean = await open();
        try {
          for (const change of changes) await clean.store.apply([change]);
          hashes.add(await clean.store.contentHash());
        } finally {
          await clean.destroy();
        }
      }
      assert.equal(hashes.size, 1);
    }

    test('an unused store is empty', async () => {
      const empty = await open();
      try {
        assert.equal(await empty.store.message('nowhere', messageId(1)), null);
        assert.equal(await empty.store.pendingChanges('nowhere', messageId(1), 'ann'), null);
        assert.deepEqual(await empty.store.messages('nowhere', 10), []);
        assert.equal(await empty.store.channel('nowhere'), null);
        assert.equal(await empty.store.member('nowhere', 'ann'), null);
        assert.deepEqual(await empty.store.members('nowhere', 10), []);
        const hash = await empty.store.contentHash();
        await empty.store.probe();
        assert.equal(await empty.store.contentHash(), hash, 'a probe leaves no content');
        await empty.store.apply([]);
        assert.equal(await empty.store.contentHash(), hash);
        await empty.store.apply([sent()]);
        assert.notEqual(await empty.store.contentHash(), hash);
      } finally {
        await empty.destroy();
      }
    });

    test('a message is read as it was sent, with the time at which it was written', async () => {
      const channelId = newChannel();
      const before = Date.now();
      await store.apply([sent({ channelId, version: 7, acceptedAt: 1_790_000_000_123 })]);
      const message = await store.message(channelId, messageId(1));
      const { appliedAt } = message?.sent ?? { appliedAt: 0 };
      assert.ok(appliedAt >= before - 1_000 && appliedAt <= Date.now() + 1_000);
      assert.deepEqual(message, {
        channelId,
        messageId: messageId(1),
        author: 'ann',
        text: 'hello',
        sent: { version: 7, acceptedAt: 1_790_000_000_123, appliedAt },
        edited: null,
        deleted: null,
      });
      assert.deepEqual(await store.messages(channelId, 10), [message]);
    });

    test('the edit of the highest version gives the text', async () => {
      const channelId = newChannel();
      await store.apply([
        sent({ channelId }),
        edited({ channelId, version: 5, text: 'newest' }),
        edited({ channelId, version: 4, text: 'older' }),
      ]);
      await store.apply([edited({ channelId, version: 3, text: 'oldest, redelivered' })]);
      const message = await store.message(channelId, messageId(1));
      assert.equal(message?.text, 'newest');
      assert.equal(message?.edited?.version, 5);
    });

    test('changes that arrive before their message are not shown, then count', async () => {
      const channelId = newChannel();
      await store.apply([edited({ channelId, version: 4 }), edited({ channelId, version: 6, actor: 'bob' })]);
      assert.equal(await store.message(channelId, messageId(1)), null);
      assert.deepEqual(await store.messages(channelId, 10), []);
      const pending = await store.pendingChanges(channelId, messageId(1), 'ann');
      assert.equal(pending?.edited?.version, 4);
      assert.equal(pending?.deleted, null);
      await store.apply([sent({ channelId })]);
      const message = await store.message(channelId, messageId(1));
      assert.equal(message?.text, 'hello again', 'the author’s edit, not the later one of another');
      assert.equal(message?.edited?.version, 4);
      assert.equal(await store.pendingChanges(channelId, messageId(1), 'ann'), null);
      assert.equal(await store.pendingChanges(channelId, messageId(1), 'bob'), null);
    });

    test('changes by others are dropped', async () => {
      const channelId = newChannel();
      await store.apply([
        sent({ channelId }),
        edited({ channelId, actor: 'bob' }),
        deleted({ channelId, actor: 'bob' }),
      ]);
      const message = await store.message(channelId, messageId(1));
      assert.equal(message?.text, 'hello');
      assert.equal(message?.edited, null);
      assert.equal(message?.deleted, null);
    });

    test('no edit undoes a delete, and nothing is left of the text', async () => {
      for (const order of [
        [0, 1, 2],
        [2, 1, 0],
        [1, 2, 0],
        [2, 0, 1],
      ]) {
        const channelId = newChannel();
        const changes = [
          sent({ channelId }),
          deleted({ channelId, version: 3 }),
          edited({ channelId, version: 9 }),
        ];
        for (const at of order) await store.apply([changes[at] as HistoryChange]);
        const message = await store.message(channelId, messageId(1));
        assert.equal(message?.text, '');
        assert.equal(message?.deleted?.version, 3);
        assert.equal(message?.edited?.version, 9);
        assert.equal((await store.messages(channelId, 10)).length, 1, 'a deleted message stays as a flag');
      }
    });

    test('changes kept aside for a deleted message hold no text either', async () => {
      await assertSameContent([
        [edited({ version: 9 }), deleted({ version: 3 })],
        [deleted({ version: 3 }), edited({ version: 9 })],
        [deleted({ version: 3 }), edited({ version: 9, text: 'of no account' })],
      ]);
    });

    test('the content hash covers every shown or kept field', async () => {
      const channelId = newChannel();
      const at = (n: number) => 1_790_000_000_000 + n;
      const before = BigInt(`0x${await store.contentHash()}`);
      await store.apply([
        created({ channelId, version: 1, acceptedAt: at(1), title: 'Hashed' }),
        joined({ channelId, version: 2, acceptedAt: at(2), actor: 'bob' }),
        sent({ channelId, version: 3, acceptedAt: at(3), text: 'plain' }),
        sent({ channelId, version: 4, acceptedAt: at(4), messageId: messageId(2) }),
        edited({ channelId, version: 5, acceptedAt: at(5), messageId: messageId(2), text: 'new' }),
        sent({ channelId, version: 6, acceptedAt: at(6), messageId: messageId(3) }),
        edited({ channelId, version: 7, acceptedAt: at(7), messageId: messageId(3) }),
        deleted({ channelId, version: 8, acceptedAt: at(8), messageId: messageId(3) }),
        edited({ channelId, version: 9, acceptedAt: at(9), messageId: messageId(4), text: 'early' }),
        deleted({ channelId, version: 10, acceptedAt: at(10), messageId: messageId(5), actor: 'bob' }),
      ]);
      const expected = new HistoryContentHash();
      const field = (version: number, values: Record<string, string> = {}) => ({
        version,
        acceptedAt: at(version),
        appliedAt: 0,
        values,
      });
      const row = (
        entity: HistoryEntity,
        key: Record<string, string>,
        actor: string,
        fields: HistoryRow['fields'],
      ) => expected.add(entity, [{ key: { channelId, ...key }, actor, fields }]);
      const of = (n: number) => ({ messageId: messageId(n) });
      row(channel, {}, '', { created: field(1, { title: 'Hashed', creator: 'ann' }) });
      row(member, { memberId: 'bob' }, '', { joined: field(2) });
      row(message, of(1), 'ann', { sent: field(3, { text: 'plain' }) });
      row(message, of(2), 'ann', { sent: field(4, { text: 'hello' }), edited: field(5, { text: 'new' }) });
      row(message, of(3), 'ann', { sent: field(6), edited: field(7), deleted: field(8) });
      row(message, of(4), 'ann', { edited: field(9, { text: 'early' }) });
      row(message, of(5), 'bob', { deleted: field(10) });
      const added = BigInt(`0x${await store.contentHash()}`) - before;
      assert.equal((added + 2n ** 256n) % 2n ** 256n, BigInt(`0x${expected.digest()}`));
    });

    test('an edit that arrived after the delete leaves no trace in the content', async () => {
      const rejected = edited({ version: 9, text: 'of no account' });
      await assertSameContent([
        [sent(), deleted({ version: 5 })],
        [sent(), deleted({ version: 5 }), rejected],
        [rejected, deleted({ version: 5 }), sent()],
      ]);
    });

    test('the delete of the lowest version counts', async () => {
      const channelId = newChannel();
      await store.apply([sent({ channelId }), deleted({ channelId, version: 8 })]);
      await store.apply([deleted({ channelId, version: 5 }), deleted({ channelId, version: 6 })]);
      assert.equal((await store.message(channelId, messageId(1)))?.deleted?.version, 5);
    });

    test('a message stored twice in the log keeps its first position', async () => {
      const channelId = newChannel();
      await store.apply([edited({ channelId, version: 7 }), sent({ channelId, version: 9 })]);
      await store.apply([sent({ channelId, version: 4 }), sent({ channelId, version: 6 })]);
      const message = await store.message(channelId, messageId(1));
      assert.equal(message?.sent.version, 4);
      assert.equal(message?.text, 'hello again');
    });

    test('of two texts with one message id the lowest version counts, whichever arrived first', async () => {
      const first = { version: 4, text: 'first' };
      const second = { version: 9, text: 'second' };
      for (const [one, two] of [
        [first, second],
        [second, first],
      ] as const) {
        for (const actor of ['ann', 'bob']) {
          const channelId = newChannel();
          await store.apply([sent({ channelId, ...one, actor: one === first ? 'ann' : actor })]);
          await store.apply([sent({ channelId, ...two, actor: two === first ? 'ann' : actor })]);
          const message = await store.message(channelId, messageId(1));
          assert.deepEqual([message?.author, message?.text, message?.sent.version], ['ann', 'first', 4]);
          const listed = await store.messages(channelId, 10);
          assert.deepEqual(
            listed.map(({ author, text }) => [author, text]),
            [['ann', 'first']],
          );
        }
      }
    });

    test('the first creation in the log creates the channel', async () => {
      const channelId = newChannel();
      await store.apply([created({ channelId, version: 9, actor: 'bob', title: 'Later' })]);
      assert.equal((await store.channel(channelId))?.title, 'Later');
      await store.apply([created({ channelId, version: 4, title: 'First' })]);
      await store.apply([created({ channelId, version: 5, actor: 'cy', title: 'Second' })]);
      const channel = await store.channel(channelId);
      assert.equal(channel?.title, 'First');
      assert.equal(channel?.creator, 'ann');
      assert.equal(channel?.created.version, 4);
      assert.equal(channel?.members, 0);
    });

    test('members are listed ordered by id, each with the first join', async () => {
      const channelId = newChannel();
      const join = (actor: string, version: number) => joined({ channelId, actor, version });
      await store.apply([
        created({ channelId }),
        join('cy', 5),
        join('ann', 3),
        join('bob', 4),
        join('cy', 2),
      ]);
      const members = await store.members(channelId, 10);
      assert.deepEqual(
        members.map(({ memberId, joined }) => [memberId, joined.version]),
        [
          ['ann', 3],
          ['bob', 4],
          ['cy', 2],
        ],
      );
      assert.deepEqual(await store.members(channelId, 2), members.slice(0, 2));
      assert.deepEqual(await store.members(channelId, 2, 'bob'), members.slice(2));
      assert.deepEqual(await store.member(channelId, 'bob'), members[1]);
      assert.equal((await store.channel(channelId))?.members, 3);
    });

    test('repeating a batch changes nothing, not even a time', async () => {
      const channelId = newChannel();
      const other = messageId(2);
      const batch = [
        created({ channelId }),
        joined({ channelId, version: 2 }),
        sent({ channelId, version: 3 }),
        edited({ channelId, version: 4 }),
        sent({ channelId, version: 5, messageId: other }),
        deleted({ channelId, version: 6, messageId: other }),
        edited({ channelId, version: 7, messageId: messageId(3) }),
        deleted({ channelId, version: 8, messageId: messageId(3) }),
      ];
      const state = async () => ({
        messages: await store.messages(channelId, 10),
        pending: await store.pendingChanges(channelId, messageId(3), 'ann'),
        channel: await store.channel(channelId),
        members: await store.members(channelId, 10),
        hash: await store.contentHash(),
      });
      await store.apply(batch);
      const first = await state();
      await store.apply(batch);
      await store.apply(batch.toReversed());
      assert.deepEqual(await state(), first);
    });

    test('versions keep their order up to the largest safe integer', async () => {
      const channelId = newChannel();
      const largest = Number.MAX_SAFE_INTEGER;
      await store.apply([
        sent({ channelId }),
        edited({ channelId, version: largest, text: 'last' }),
        edited({ channelId, version: largest - 1, text: 'last but one' }),
      ]);
      const message = await store.message(channelId, messageId(1));
      assert.equal(message?.text, 'last');
      assert.equal(message?.edited?.version, largest);
    });

    test('every text is read exactly as it was written', async () => {
      const texts = [
        'a\0b',
        '\0',
        'ends in nul\0',
        '\uFEFFbyte order mark',
        '\uFFFE\uFFFF noncharacters',
        '😀👩‍👩‍👧‍👦 🏳️‍🌈',
        'e\u0301 is not é',
        '\u202Eright to left',
        'line\r\nbreak\u2028\u2029\u0085',
        'quote \' " ` ; -- /* $1 ? :x',
        '\u{10FFFF}',
        ' ',
        '𝄞'.repeat(50_000),
        '\\u0000 %00 \\x00',
      ];
      const channelId = newChannel();
      const changes = texts.flatMap((text, n) => [
        sent({ channelId, messageId: messageId(n), text }),
        sent({ channelId, messageId: messageId(n + 100), text: 'x' }),
        edited({ channelId, messageId: messageId(n + 100), text }),
        // Kept as a pending change first, which is another table.
        edited({ channelId, messageId: messageId(n + 200), text }),
        sent({ channelId, messageId: messageId(n + 200), text: 'x' }),
        created({ channelId: `${channelId}-${n}`, title: text }),
      ]);
      await store.apply(changes);
      const elsewhere = await history.reopen();
      for (const [n, text] of texts.entries()) {
        for (const offset of [0, 100, 200]) {
          assert.equal((await elsewhere.message(channelId, messageId(n + offset)))?.text, text);
        }
        assert.equal((await elsewhere.channel(`${channelId}-${n}`))?.title, text);
      }
    });

    test('one change that cannot be stored refuses its whole batch', async () => {
      const channelId = newChannel();
      const hash = await store.contentHash();
      const unstorable: HistoryChange[] = [
        sent({ channelId, version: Number.NaN }),
        sent({ channelId, version: 0 }),
        sent({ channelId, version: 1.5 }),
        sent({ channelId, version: 2 ** 53 }),
        sent({ channelId, acceptedAt: Number.NaN }),
        sent({ channelId, text: 'half a pair: \ud83d' }),
        sent({ channelId, text: undefined as unknown as string }),
        sent({ channelId, messageId: messageId(10).toUpperCase() }),
        sent({ channelId: 'no.identifier' }),
        sent({ channelId, actor: '' }),
        created({ channelId, title: null as unknown as string }),
      ];
      for (const change of unstorable) {
        const batch = [sent({ channelId }), change, joined({ channelId })];
        await assert.rejects(store.apply(batch), refusedAsPoison, JSON.stringify(change));
      }
      assert.equal(await store.contentHash(), hash);
      assert.deepEqual(await store.messages(channelId, 10), []);
    });

    test('paging shows every message once, newest first, while others are written', async () => {
      const channelId = newChannel();
      const count = 1_200;
      const send = (n: number) => sent({ channelId, messageId: messageId(n), version: n + 1, text: `${n}` });
      await store.apply(Array.from({ length: count }, (_, n) => send(n)));
      const writer = await history.reopen();
      const seen: string[] = [];
      let newest = count;
      let before: string | undefined;
      for (;;) {
        const page = await store.messages(channelId, 97, before);
        seen.push(...page.map((message) => message.messageId));
        if (page.length < 97) break;
        before = page.at(-1)?.messageId;
        newest += 5;
        await writer.apply(Array.from({ length: 5 }, (_, n) => send(newest - n)));
      }
      const expected = Array.from({ length: count }, (_, n) => messageId(count - 1 - n));
      assert.deepEqual(seen, expected);
      assert.equal((await store.messages(channelId, 1))[0]?.messageId, messageId(newest));
    });

    test('a page ends at a number of characters, and the next page misses nothing', async () => {
      const channelId = newChannel();
      const lengths = Array.from({ length: 60 }, (_, n) => (n % 7 === 0 ? 5_000 : 10));
      await store.apply(
        lengths.map((length, n) =>
          sent({ channelId, messageId: messageId(n), version: n + 1, text: 'x'.repeat(length) }),
        ),
      );
      const seen: string[] = [];
      for (;;) {
        const page = await store.messages(channelId, 50, seen.at(-1), 6_000);
        if (page.length === 0) break;
        seen.push(...page.map((message) => message.messageId));
        const without = page.slice(0, -1).reduce((sum, { text }) => sum + text.length, 0);
        assert.ok(without < 6_000, `${without} characters, and another message`);
      }
      assert.deepEqual(
        seen,
        lengths.map((_, n) => messageId(lengths.length - 1 - n)),
      );
      assert.equal((await store.messages(channelId, 50, undefined, 1)).length, 1, 'at least one');
    });

    test('channels do not mix', async () => {
      const channelId = newChannel();
      const neighbour = `${channelId}-`;
      await store.apply([sent({ channelId }), sent({ channelId: neighbour, messageId: messageId(2) })]);
      assert.equal((await store.messages(channelId, 10)).length, 1);
      assert.equal((await store.messages(neighbour, 10)).length, 1);
      assert.equal(await store.message(neighbour, messageId(1)), null);
    });

    test('another store reads at once what one store wrote', async () => {
      const channelId = newChannel();
      const other = await history.reopen();
      for (let n = 0; n < 20; n += 1) {
        await store.apply([sent({ channelId, messageId: messageId(n) })]);
        assert.ok(await other.message(channelId, messageId(n)));
        await other.apply([edited({ channelId, messageId: messageId(n) })]);
        assert.equal((await store.message(channelId, messageId(n)))?.text, 'hello again');
      }
    });

    test('any order, repetition and batching, by two stores at once, gives the state of the log', async () => {
      let inOrder: HistoryUnderTest | undefined;
      let shuffled: HistoryUnderTest | undefined;
      let scenario = 0;
      const discard = async () => {
        await inOrder?.destroy();
        await shuffled?.destroy();
        inOrder = undefined;
        shuffled = undefined;
      };
      try {
        await fc.assert(
          fc.asyncProperty(
            scenarios(() => `run-${++scenario}`),
            async ({ log, deliveries }) => {
              inOrder ??= await open();
              shuffled ??= await open();
              const second = await secondOf(shuffled);
              try {
                for (const change of log) await inOrder.store.apply([change]);
                // Each store takes its batches in turn; the two don't wait for each other.
                await Promise.all(
                  [shuffled.store, second].map(async (store, of) => {
                    for (const { store: to, batch } of deliveries) if (to === of) await store.apply(batch);
                  }),
                );
                const model = new HistoryModel(log);
                const prefix = log[0]?.key.channelId?.replace(/-[a-z]+$/, '');
                for (const channel of channels) {
                  const expected = await readChannelWhole(model, `${prefix}-${channel}`);
                  assert.deepEqual(await readChannelWhole(shuffled.store, `${prefix}-${channel}`), expected);
                  assert.deepEqual(await readChannelWhole(inOrder.store, `${prefix}-${channel}`), expected);
                }
                for (const change of log.filter(({ field }) => field.entity.author === undefined)) {
                  const expected = withoutAppliedAt(model.fields(change));
                  assert.deepEqual(await readFields(shuffled.store, change), expected);
                  assert.deepEqual(await readFields(inOrder.store, change), expected);
                }
                assert.equal(await second.contentHash(), await inOrder.store.contentHash());
              } catch (error) {
                // A failure here must not fail the smaller examples that fast-check tries next.
                await discard();
                throw error;
              }
            },
          ),
          { numRuns: runs },
        );
      } finally {
        await discard();
      }
    });

    test('resolved writes survive kill -9', async () => {
      const channelId = newChannel();
      const confirmed = new Set<number>();
      for (let round = 0; round < durabilityRounds; round += 1) {
        const { module, argument } = history.child;
        const child = spawn(process.execPath, [storm, module, argument, channelId, `${round * 1_000_000}`], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        const lines = createInterface({ input: child.stdout });
        let connected = 0;
        for await (const line of lines) {
          confirmed.add(Number(line));
          connected += 1;
          // Another process writes meanwhile, as another worker would.
          if (connected % 10 === 0)
            await store.apply([joined({ channelId, actor: `member-${round}-${connected}` })]);
          if (connected === 40 + round * 13) child.kill('SIGKILL');
        }
        if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
        assert.equal(child.signalCode, 'SIGKILL');
        const reader = await history.reopen();
        for (const n of confirmed) {
          assert.equal((await reader.message(channelId, messageId(n)))?.text, `text ${n}`, `message ${n}`);
        }
      }
      assert.ok(confirmed.size >= 40 * durabilityRounds);
      assert.ok((await store.members(channelId, 1_000)).length >= 4 * durabilityRounds);
      await store.apply([sent({ channelId, messageId: messageId(999_999_999) })]);
    });

    test('a closed store refuses calls as an outage', async () => {
      const closing = await history.reopen();
      await closing.probe();
      await closing.close();
      await closing.close();
      const outage = (error: unknown) => error instanceof StoreFailure && error.failureClass === 'outage';
      await assert.rejects(closing.apply([sent()]), outage);
      await assert.rejects(closing.message('general', messageId(1)), outage);
      await assert.rejects(closing.probe(), outage);
    });
  });
}

const seconds = new WeakMap<HistoryUnderTest, Promise<ReadableHistory>>();

/** A second store on the same data, opened once. */
function secondOf(history: HistoryUnderTest): Promise<ReadableHistory> {
  const second = seconds.get(history) ?? history.reopen();
  seconds.set(history, second);
  return second;
}
