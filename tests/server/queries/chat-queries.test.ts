import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { Compile } from 'typebox/compile';
import { openSqliteHistoryStore } from '../../../adapters/sqlite/history/sqlite-history-store.ts';
import type { MemberPage, Message, MessagePage } from '../../../contracts/chat.ts';
import { mintCommandId } from '../../../contracts/command-id.ts';
import type { HistoryStore } from '../../../contracts/ports/history-store.ts';
import type { Problem } from '../../../contracts/problem.ts';
import { channelRoutes } from '../../../contracts/routes/channels.ts';
import { buildApp } from '../../../server/http/build-app.ts';
import { permitPrincipals } from '../../../server/http/permit-principals.ts';
import { encodeCursor } from '../../../server/queries/page-cursor.ts';
import { registerChatQueries } from '../../../server/queries/register-chat-queries.ts';
import { created, deleted, edited, joined, messageId, sent } from '../../contracts/history-changes.ts';
import { HTTP_LIMITS } from '../../engines/http-limits.ts';
import { principalWith } from '../../engines/principal.ts';
import { temporaryFolder } from '../../engines/temporary-folder.ts';

const limits = { pageMaxCharacters: 200_000 };

function serve(store: HistoryStore): FastifyInstance {
  const app = buildApp({
    routes: channelRoutes,
    logger: pino({ level: 'silent' }),
    ...HTTP_LIMITS,
  });
  const currency = async (channelId: string, reply: { header(name: string, value: string): unknown }) => {
    reply.header('x-read-of', channelId);
  };
  permitPrincipals(app, [() => principalWith('ann', ['channels:read'])]);
  registerChatQueries(app, { store, currency, limits });
  return app;
}

describe('the reads of the chat', () => {
  const folder = temporaryFolder('queries');
  let store: HistoryStore;
  let app: FastifyInstance;

  before(() => {
    const path = join(folder.path, 'history.sqlite');
    store = openSqliteHistoryStore({ path, timeoutMs: 10_000, maxCalls: 64, readers: 2 });
    app = serve(store);
  });
  after(async () => {
    await app.close();
    await store.close();
    folder.remove();
  });

  const get = async <Body>(url: string) => {
    const response = await app.inject({ method: 'GET', url });
    return { status: response.statusCode, headers: response.headers, body: response.json() as Body };
  };
  const page = async (url: string) => {
    const { status, body } = await get<MessagePage>(url);
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  };
  const problem = async (url: string, status: number, name: string) => {
    const answer = await get<Problem>(url);
    assert.equal(answer.status, status, JSON.stringify(answer.body));
    assert.equal(answer.body.type, `/problems/${name}`);
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/);
    return answer;
  };

  test('before anything is written, lists are empty and single items are not found', async () => {
    assert.deepEqual(await page('/v1/channels/nowhere/messages'), { messages: [], next: null });
    assert.deepEqual((await get<MemberPage>('/v1/channels/nowhere/members')).body, {
      members: [],
      next: null,
    });
    const { body } = await problem(`/v1/channels/nowhere/messages/${messageId(1)}`, 404, 'not-found');
    assert.match(
      body.detail,
      new RegExp(`may not be applied yet: its status is at GET /v1/commands/${messageId(1)}`),
    );
    await problem('/v1/channels/nowhere', 404, 'not-found');
  });

  test('answers match their declared schemas, and every read says how current it is', async () => {
    const channelId = 'shapes';
    await store.apply([
      created({ channelId, title: 'Shapes' }),
      joined({ channelId }),
      joined({ channelId, actor: 'bob' }),
      sent({ channelId, acceptedAt: Date.parse('2026-11-23T03:04:11.482Z') }),
      edited({ channelId, acceptedAt: Date.parse('2026-11-23T03:05:00.000Z') }),
      sent({ channelId, messageId: messageId(2), text: 'secret' }),
      edited({ channelId, messageId: messageId(2) }),
      deleted({ channelId, messageId: messageId(2) }),
    ]);
    for (const { path, answers } of Object.values(channelRoutes)) {
      const url = path.replace(':channelId', channelId).replace(':messageId', messageId(1));
      const answer = await get(url);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['x-read-of'], channelId);
      const validator = Compile(answers[200].schema);
      assert.deepEqual(validator.Errors(answer.body), [], path);
    }
    assert.deepEqual((await get<Message>(`/v1/channels/shapes/messages/${messageId(1)}`)).body, {
      messageId: messageId(1),
      channelId,
      author: 'ann',
      text: 'hello again',
      sentAt: '2026-11-23T03:04:11.482Z',
      editedAt: '2026-11-23T03:05:00.000Z',
      deleted: false,
    });
    const gone = (await get<Message>(`/v1/channels/shapes/messages/${messageId(2)}`)).body;
    assert.deepEqual([gone.deleted, gone.text, gone.editedAt], [true, '', null]);
    assert.deepEqual((await page('/v1/channels/shapes/messages')).messages[0], gone);
    assert.equal((await get<{ members: number }>('/v1/channels/shapes')).body.members, 2);
  });

  test('ids are accepted in either case', async () => {
    await store.apply([sent({ channelId: 'case', messageId: messageId(0xabc) })]);
    const url = `/v1/channels/case/messages/${messageId(0xabc).toUpperCase()}`;
    assert.equal((await get<Message>(url)).body.messageId, messageId(0xabc));
  });

  test('2,500 messages in pages while others are sent: no gap, no repeat', async () => {
    const channelId = 'busy';
    const send = (n: number) => sent({ channelId, messageId: messageId(n), version: n + 1, text: `${n}` });
    for (let from = 0; from < 2_500; from += 500) {
      await store.apply(Array.from({ length: 500 }, (_, n) => send(from + n)));
    }
    for (const limit of [7, 100, 333, 1_000]) {
      const seen: string[] = [];
      const newest = (await page(`/v1/channels/${channelId}/messages?limit=1`)).messages[0]?.messageId;
      let next: string | null = '';
      let later = 1;
      while (next !== null && seen.length < 5_000) {
        const cursor: string = next ? `&cursor=${next}` : '';
        const [body]: [MessagePage, unknown] = await Promise.all([
          page(`/v1/channels/${channelId}/messages?limit=${limit}${cursor}`),
          seen.length === 0 ? undefined : store.apply([send(limit * 10_000 + later++)]),
        ]);
        if (body.next !== null) assert.equal(body.messages.length, limit);
        seen.push(...body.messages.map((message) => message.messageId));
        next = body.next;
      }
      assert.equal(seen[0], newest);
      assert.equal(new Set(seen).size, seen.length, `limit ${limit} repeats nothing`);
      assert.deepEqual(seen, seen.toSorted().reverse(), `limit ${limit} is newest first`);
      const old = seen.filter((id) => id <= messageId(2_499));
      assert.equal(old.length, 2_500, `limit ${limit} leaves nothing out`);
    }
  });

  test('pages continue across empty days and years', async () => {
    const channelId = 'seldom';
    const days = [0, 1, 40, 400, 4_000].map((day) => Date.UTC(2026, 0, 1) + day * 86_400_000);
    const ids = days.map((day) => mintCommandId(1, 0, day));
    await store.apply(ids.map((id, n) => sent({ channelId, messageId: id, version: n + 1 })));
    const seen: string[] = [];
    let url = `/v1/channels/${channelId}/messages?limit=1`;
    for (let body = await page(url); ; body = await page(url)) {
      seen.push(...body.messages.map((message) => message.messageId));
      if (body.next === null) break;
      url = `/v1/channels/${channelId}/messages?limit=1&cursor=${body.next}`;
    }
    assert.deepEqual(seen, ids.toReversed());
  });

  test('the limit is a whole number from 1 to 1,000, written in one way', async () => {
    const list = async (query: string) => (await page(`/v1/channels/busy/messages${query}`)).messages.length;
    assert.equal(await list(''), 50);
    assert.equal(await list(''), 50);
    assert.equal(await list('?limit=1'), 1);
    assert.equal(await list('?limit=1000'), 1_000);
    const unknown = await problem('/v1/channels/busy/messages?unheard-of=1', 400, 'invalid-request');
    assert.deepEqual(
      [unknown.body.errors?.[0]?.in, unknown.body.errors?.[0]?.pointer],
      ['query', '/unheard-of'],
    );
    for (const limit of [
      '0',
      '000',
      '007',
      '1001',
      '9'.repeat(400),
      'abc',
      '-1',
      '1.5',
      '1e3',
      '',
      ' 1',
      '0x10',
      '٣',
      '1&limit=2',
      'NaN',
      'Infinity',
    ]) {
      for (const list of ['messages', 'members']) {
        const { body } = await problem(
          `/v1/channels/busy/${list}?limit=${encodeURI(limit)}`,
          400,
          'invalid-request',
        );
        assert.deepEqual([body.errors?.[0]?.in, body.errors?.[0]?.pointer], ['query', '/limit']);
        assert.match(body.detail, /limit/);
      }
    }
  });

  test('a changed cursor, or one of another list, is refused', async () => {
    const { next } = await page('/v1/channels/busy/messages?limit=3');
    assert.ok(next);
    await problem(`/v1/channels/seldom/messages?cursor=${next}`, 400, 'invalid-cursor');
    await problem(`/v1/channels/busy/members?cursor=${next}`, 400, 'invalid-cursor');
    for (let at = 0; at < next.length; at += 1) {
      const other = next[at] === 'A' ? 'B' : 'A';
      const changed = next.slice(0, at) + other + next.slice(at + 1);
      await problem(`/v1/channels/busy/messages?cursor=${changed}`, 400, 'invalid-cursor');
    }
    for (const cursor of ['x', next.slice(0, -1), `${next}A`, messageId(1)]) {
      await problem(`/v1/channels/busy/messages?cursor=${cursor}`, 400, 'invalid-cursor');
    }
    for (const cursor of ['', `${next}=`, 'x'.repeat(1_025), `${next}&cursor=${next}`]) {
      const url = `/v1/channels/busy/messages?cursor=${cursor}`;
      const { body } = await problem(url, 400, 'invalid-request');
      assert.equal(body.errors?.[0]?.pointer, '/cursor');
    }
    const forged = encodeCursor({ list: 'messages', of: 'busy' }, {
      of: 'no string',
    } as unknown as string);
    await problem(`/v1/channels/busy/messages?cursor=${forged}`, 400, 'invalid-cursor');
  });

  test('a cursor works in another process, and after a restart', async () => {
    const { next, messages } = await page('/v1/channels/busy/messages?limit=3');
    const path = join(folder.path, 'history.sqlite');
    const elsewhere = openSqliteHistoryStore({ path, timeoutMs: 10_000, maxCalls: 64, readers: 1 });
    const other = serve(elsewhere);
    try {
      const response = await other.inject(`/v1/channels/busy/messages?limit=3&cursor=${next}`);
      const body = response.json() as MessagePage;
      assert.equal(body.messages.length, 3);
      assert.ok((body.messages[0]?.messageId ?? '') < (messages.at(-1)?.messageId ?? ''));
    } finally {
      await other.close();
      await elsewhere.close();
    }
  });

  test('members are paged by id', async () => {
    const channelId = 'crowd';
    const ids = Array.from({ length: 23 }, (_, n) => `member-${String(n).padStart(2, '0')}`);
    await store.apply(ids.map((actor, n) => joined({ channelId, actor, version: n + 1 })));
    const seen: string[] = [];
    let cursor = '';
    for (;;) {
      const { body } = await get<MemberPage>(`/v1/channels/${channelId}/members?limit=5${cursor}`);
      seen.push(...body.members.map((member) => member.memberId));
      if (body.next === null) break;
      cursor = `&cursor=${body.next}`;
    }
    assert.deepEqual(seen, ids);
  });

  test('a page of very long messages ends early, and the next continues', async () => {
    const channelId = 'long';
    const text = 'x'.repeat(50_000);
    await store.apply(
      Array.from({ length: 10 }, (_, n) => sent({ channelId, messageId: messageId(n), text })),
    );
    const sizes: number[] = [];
    let cursor = '';
    for (;;) {
      const body = await page(`/v1/channels/${channelId}/messages${cursor}`);
      sizes.push(body.messages.length);
      if (body.next === null) break;
      cursor = `?cursor=${body.next}`;
    }
    assert.deepEqual(sizes, [4, 4, 2]);
  });

  test('text is returned exactly as it was sent', async () => {
    const channelId = 'unicode';
    const texts = ['a\0b', '\uFEFF😀👩‍👩‍👧', '"quoted" \\ </script>', '\u2028\u0085', '𝄞'.repeat(1_000)];
    await store.apply(texts.map((text, n) => sent({ channelId, messageId: messageId(n), text })));
    const { messages } = await page(`/v1/channels/${channelId}/messages`);
    assert.deepEqual(messages.map((message) => message.text).reverse(), texts);
  });

  test('invalid ids are refused before anything is read', async () => {
    for (const id of ['a.b', 'a%20b', 'a%2Fb', 'a%00b', '%C3%A9', 'x'.repeat(65), '%27', '*', '%3E']) {
      await problem(`/v1/channels/${id}`, 400, 'invalid-request');
      await problem(`/v1/channels/${id}/messages`, 400, 'invalid-request');
    }
    for (const id of ['1', `${messageId(1)}0`, messageId(1).replaceAll('-', '')]) {
      await problem(`/v1/channels/general/messages/${id}`, 400, 'invalid-request');
    }
  });

  test('a history that cannot be read is 503 with Retry-After, never an empty list', async () => {
    const path = join(folder.path, 'no-such-folder', 'history.sqlite');
    const broken = openSqliteHistoryStore({ path, timeoutMs: 2_000, maxCalls: 64, readers: 1 });
    const other = serve(broken);
    try {
      for (const { path } of Object.values(channelRoutes)) {
        const url = path.replace(':channelId', 'general').replace(':messageId', messageId(1));
        const response = await other.inject(url);
        assert.equal(response.statusCode, 503, response.body);
        assert.equal(response.json().type, '/problems/unavailable');
        assert.match(String(response.headers['retry-after']), /^[0-9]+$/);
      }
    } finally {
      await other.close();
      await broken.close();
    }
  });
});
