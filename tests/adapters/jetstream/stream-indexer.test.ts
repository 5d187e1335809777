import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { apiRequest } from '../../../adapters/jetstream/connection/api-request.ts';
import { LogUnavailable } from '../../../adapters/jetstream/connection/log-unavailable.ts';
import type { StoredMessage } from '../../../adapters/jetstream/connection/read-batch.ts';
import { foldedInMemory, type IndexedStream } from '../../../adapters/jetstream/consume/indexed-stream.ts';
import { StreamIndexer } from '../../../adapters/jetstream/consume/stream-indexer.ts';
import { isSameProgress, type StreamProgress } from '../../../contracts/ports/stream-progress.ts';
import { waitUntil } from '../../engines/condition.ts';
import { startLog, type TestLog } from '../../engines/log.ts';
import { natsServerBinary } from '../../engines/nats-server.ts';

const skip = natsServerBinary() ? false : 'no nats-server';
const STREAM = 'INDEXED';

/** An index in memory that works like one on disk: messages and progress change together, and its file may be removed. */
class TestIndex {
  texts: string[] = [];
  progress: StreamProgress | null = null;
  pruned: number[] = [];
  restarts = 0;
  isBroken = false;

  remove(): void {
    this.texts = [];
    this.progress = null;
  }

  of(log: TestLog): IndexedStream<StoredMessage> {
    return {
      ...foldedInMemory(log.link, STREAM, { take() {}, reset() {} }),
      progress: async () => this.progress,
      take: async (messages, progress, afterThat) => {
        if (this.isBroken) throw new Error('The disk is broken.');
        if (!isSameProgress(this.progress, afterThat)) return false;
        this.texts.push(...messages.map(({ bytes }) => Buffer.from(bytes).toString()));
        this.progress = progress;
        return true;
      },
      restart: async () => {
        this.restarts += 1;
        this.remove();
      },
      prune: async (first) => {
        this.pruned.push(first);
      },
    };
  }
}

describe('the indexer of a stream', { skip }, () => {
  let log: TestLog;
  let index: TestIndex;
  before(async () => {
    log = await startLog({ partitions: 0 });
  });
  after(() => log?.stop());
  beforeEach(async () => {
    await create();
    index = new TestIndex();
  });

  async function create(): Promise<void> {
    await apiRequest(log.link, `STREAM.DELETE.${STREAM}`).catch(() => {});
    const config = { name: STREAM, subjects: ['indexed.>'], storage: 'memory', allow_direct: true };
    await apiRequest(log.link, `STREAM.CREATE.${STREAM}`, config);
  }
  const api = (verb: string, body?: unknown) => apiRequest(log.link, `STREAM.${verb}.${STREAM}`, body);
  const publish = async (...texts: string[]) => {
    for (const text of texts)
      await log.inbox.publish(`indexed.${text}`, new Uint8Array(), Buffer.from(text), 30_000);
  };
  /** An indexer that runs until the work is done. */
  async function running(
    work: (indexer: StreamIndexer<StoredMessage>, failures: unknown[]) => Promise<void>,
  ): Promise<void> {
    const failures: unknown[] = [];
    const indexer = new StreamIndexer(log.link, index.of(log)).run({
      pollMs: 20,
      onFailure: (error) => failures.push(error),
    });
    try {
      await work(indexer, failures);
    } finally {
      await indexer.stop();
    }
  }

  test('continues from the index’s progress, each message once', async () => {
    await publish('a', 'b');
    await running(async (indexer) => {
      assert.equal(await indexer.reach(await indexer.end(), 5_000), true);
    });
    await publish('c');
    await running(async (indexer) => {
      assert.equal(await indexer.reach(await indexer.end(), 5_000), true);
      assert.equal(indexer.progress.isAtEnd, true);
    });
    assert.deepEqual(index.texts, ['a', 'b', 'c']);
  });

  test('a caller that waits before the first look gets an answer for any stream of the name', async () => {
    await publish('a', 'b');
    await running(async (indexer) => {
      assert.equal(await indexer.reach({ created: undefined, sequence: 2 }, 5_000), true);
      assert.equal(await indexer.reach({ created: undefined, sequence: 3 }, 50), false);
    });
  });

  test('a failure loses and repeats nothing, and is reported once', async () => {
    index.isBroken = true;
    await publish('a');
    await running(async (indexer, failures) => {
      await waitUntil(() => failures.length > 0);
      assert.equal(await indexer.reach(await indexer.end(), 600), false);
      assert.equal(failures.length, 1);
      index.isBroken = false;
      assert.equal(await indexer.reach(await indexer.end(), 5_000), true);
    });
    assert.deepEqual(index.texts, ['a']);
  });

  test('a replaced stream empties the index first', async () => {
    await publish('a', 'b');
    await running(async (indexer) => {
      assert.equal(await indexer.reach(await indexer.end(), 5_000), true);
      await create();
      await publish('c');
      const end = await indexer.end();
      assert.equal(indexer.progress.holds(end), false);
      assert.equal(await indexer.reach(end, 10_000), true);
    });
    assert.deepEqual(index.texts, ['c']);
    assert.equal(index.restarts, 1);
  });

  test('a deleted index is no longer complete, and is filled again', async () => {
    await publish('a', 'b');
    await running(async (indexer) => {
      assert.equal(await indexer.reach(await indexer.end(), 5_000), true);
      const before = indexer.progress.stored;
      const { restarts } = indexer.progress;
      index.remove();
      assert.equal(await indexer.isKept(before), false);
      await waitUntil(() => index.texts.length === 2);
      assert.ok(indexer.progress.restarts > restarts);
    });
    assert.deepEqual(index.texts, ['a', 'b']);
  });

  test('a gap at the end is skipped, and dropped messages are pruned', async () => {
    await publish('a', 'b', 'c');
    await api('MSG.DELETE', { seq: 3 });
    await running(async (indexer) => {
      assert.equal(await indexer.reach(await indexer.end(), 5_000), true);
      assert.equal(indexer.progress.behind, 0);
      await api('PURGE', { seq: 2 });
      await waitUntil(() => index.pruned.includes(2));
      await publish('d');
      assert.equal(await indexer.reach(await indexer.end(), 5_000), true);
    });
    assert.deepEqual(index.texts, ['a', 'b', 'd']);
  });

  test('a missing stream is reported; later the indexer continues', async () => {
    const indexer = new StreamIndexer(log.link, index.of(log));
    await api('DELETE');
    await assert.rejects(indexer.catchUp(), LogUnavailable);
    assert.equal(indexer.progress.isAtEnd, false);
    await create();
    await publish('a');
    await indexer.catchUp();
    assert.deepEqual(index.texts, ['a']);
    await indexer.stop();
  });

  test('a pass after a long idle time continues from the open source', async (t) => {
    let opened = 0;
    const indexed = index.of(log);
    const open: typeof indexed.open = (...at) => {
      opened += 1;
      return indexed.open(...at);
    };
    const indexer = new StreamIndexer(log.link, { ...indexed, open });
    await publish('a');
    await indexer.catchUp();
    await publish('b');
    const now = performance.now.bind(performance);
    t.mock.method(performance, 'now', () => now() + 60_000);
    await indexer.catchUp();
    assert.deepEqual(index.texts, ['a', 'b']);
    assert.equal(opened, 1);
    await indexer.stop();
  });

  test('a caller during a pass gets everything stored before its call', async () => {
    const folded: string[] = [];
    const take = ({ bytes }: StoredMessage) => void folded.push(Buffer.from(bytes).toString());
    const reader = { take, reset: () => void folded.splice(0) };
    const indexer = new StreamIndexer(log.link, foldedInMemory(log.link, STREAM, reader, 'indexed.x'));
    await publish('x', 'y');
    const first = indexer.catchUp();
    await publish('x');
    await Promise.all([first, indexer.catchUp(), indexer.catchUp()]);
    assert.deepEqual(folded, ['x', 'x']);
    await publish('y');
    await indexer.catchUp();
    await create();
    await publish('x');
    await indexer.catchUp();
    assert.deepEqual(folded, ['x']);
    await indexer.stop();
  });

  test('a reader that fails in the middle of a batch gets no message twice', async () => {
    const folded: string[] = [];
    let isBroken = true;
    const take = ({ bytes }: StoredMessage) => {
      const text = Buffer.from(bytes).toString();
      if (text === 'b' && isBroken) throw new Error('The reader is broken.');
      folded.push(text);
    };
    const reader = { take, reset: () => void folded.splice(0) };
    const indexer = new StreamIndexer(log.link, foldedInMemory(log.link, STREAM, reader));
    await publish('a', 'b', 'c');
    await assert.rejects(indexer.catchUp(), /The reader is broken/);
    await assert.rejects(indexer.catchUp(), /The reader is broken/);
    isBroken = false;
    await indexer.catchUp();
    assert.deepEqual(folded, ['a', 'b', 'c']);
    await indexer.stop();
  });
});
