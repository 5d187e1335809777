import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Invitation, Person } from '../../../contracts/access/person.ts';
import { waitUntil } from '../../engines/condition.ts';
import { startOperationsService, type TestOperations } from '../operations/operations-service.ts';

const ADMIN = { email: 'Root@example.com', password: 'correct horse battery' };
const SUPPORT = { email: 'sam@example.com', password: 'staple battery horse' };

let operations: TestOperations;
before(async () => {
  operations = await startOperationsService();
});
after(() => operations?.stop());

interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: answers of several routes
  body: any;
  /** The session that the answer begins; null for none. */
  session: string | null;
}

/** As the console's server sends it: with the cookie of a browser. */
async function ask(
  method: string,
  path: string,
  {
    session,
    body,
    headers = {},
  }: { session?: string | null; body?: object; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const answer = await fetch(`${operations.role.url}/ops/v1${path}`, {
    method,
    headers: {
      ...(session ? { cookie: `theme=dark; waybill_session=${session}` } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  const cookie = answer.headers.getSetCookie()[0] ?? '';
  return {
    status: answer.status,
    headers: answer.headers,
    body: text === '' ? null : JSON.parse(text),
    session: /^waybill_session=([A-Za-z0-9]+);/.exec(cookie)?.[1] ?? null,
  };
}

const signIn = (who: { email: string; password: string }, headers?: Record<string, string>) =>
  ask('POST', '/sign-in', { body: who, ...(headers ? { headers } : {}) });
const signedIn = async (who: { email: string; password: string }) => {
  const { status, session } = await signIn(who);
  assert.equal(status, 200);
  return session!;
};
const me = async (session: string | null) => (await ask('GET', '/me', { session })).status;
const setUpToken = () => readFileSync(join(operations.dataDir, 'set-up-token'), 'utf8');
const act = (session: string, personId: string, body: object) =>
  ask('POST', `/people/${personId}/actions`, { session, body: { requestId: randomUUID(), ...body } });
const people = async (session: string): Promise<Person[]> =>
  (await ask('GET', '/people', { session })).body.people;
const idOf = async (session: string, email: string) =>
  (await people(session)).find((person) => person.email === email)!.personId;

async function invited(session: string, email: string, role: string): Promise<Invitation> {
  const { status, body } = await ask('POST', '/people', {
    session,
    body: { requestId: randomUUID(), email, role },
  });
  assert.equal(status, 201, JSON.stringify(body));
  return body;
}

describe('people', () => {
  test('the set-up link makes the first admin, once; its file and the store are the owner’s alone', async () => {
    const token = setUpToken();
    assert.equal(statSync(join(operations.dataDir, 'set-up-token')).mode & 0o777, 0o600);
    const body = { token, name: 'Root', ...ADMIN };
    const wrong = await ask('POST', '/set-up', { body: { ...body, token: 'x'.repeat(43) } });
    assert.deepEqual([wrong.status, wrong.body.type], [404, '/problems/link-unknown']);
    assert.equal((await ask('POST', '/set-up', { body: { ...body, password: 'short' } })).status, 400);
    const made = await ask('POST', '/set-up', { body });
    assert.deepEqual(
      [made.status, made.body],
      [200, { email: 'root@example.com', name: 'Root', role: 'admin' }],
    );
    assert.match(
      made.headers.getSetCookie()[0]!,
      /^waybill_session=[A-Za-z0-9]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=259200$/,
    );
    assert.equal(await me(made.session), 200);
    assert.equal((await ask('POST', '/set-up', { body })).status, 404);
    for (const file of ['identity.sqlite', 'identity.sqlite.secret'])
      assert.equal(statSync(join(operations.dataDir, file)).mode & 0o777, 0o600, file);
  });

  test('who signs in is the actor, with the permissions of the role; a wrong password and an unknown account look alike', async () => {
    const session = await signedIn(ADMIN);
    const { body } = await ask('GET', '/me', { session });
    assert.deepEqual(
      [body.id, body.kind, body.roles, body.scopes, body.permissions.includes('access:manage')],
      ['root@example.com', 'person', ['admin'], [], true],
    );
    const wrong = await signIn({ ...ADMIN, password: 'wrong' });
    const unknown = await signIn({ email: 'nobody@example.com', password: 'wrong' });
    assert.deepEqual([wrong.status, unknown.status], [401, 401]);
    assert.equal(wrong.body.detail, unknown.body.detail);
    assert.equal(wrong.session, null);
  });

  test('a cookie from a browser’s own request, a changed one and one beside a key identify nobody by it', async () => {
    const session = await signedIn(ADMIN);
    for (const headers of [{ origin: 'http://evil.example' }, { 'sec-fetch-site': 'same-site' }] as Record<
      string,
      string
    >[])
      assert.equal((await ask('GET', '/me', { session, headers })).status, 401);
    const changed = await ask('GET', '/me', {
      session: `${session.slice(0, -1)}${session.endsWith('a') ? 'b' : 'a'}`,
    });
    assert.deepEqual([changed.status, changed.body.detail], [401, 'Your session has ended. Sign in again.']);
    const beside = await ask('GET', '/me', {
      session,
      headers: { authorization: 'Bearer unknown-key-000000' },
    });
    assert.equal(beside.status, 401);
  });

  test('an invitation makes one account with its role; changes of the role are in force at the next request', async () => {
    const root = await signedIn(ADMIN);
    const invitation = await invited(root, SUPPORT.email, 'support');
    const body = { token: invitation.token, name: 'Sam', password: SUPPORT.password };
    const joined = await ask('POST', '/invitations/accept', { body });
    assert.deepEqual([joined.status, joined.body.role], [200, 'support']);
    assert.equal((await ask('POST', '/invitations/accept', { body })).status, 404);
    const sam = joined.session!;
    assert.equal((await ask('GET', '/people', { session: sam })).status, 403);
    assert.equal(
      (
        await ask('POST', '/people', {
          session: sam,
          body: { requestId: randomUUID(), email: 'x@example.com', role: 'admin' },
        })
      ).status,
      403,
    );
    const personId = await idOf(root, SUPPORT.email);
    assert.equal((await act(root, personId, { kind: 'role-changed', role: 'viewer' })).status, 200);
    const note = { kind: 'noted', text: 'x', requestId: randomUUID() };
    const refused = await ask('POST', '/dead-letters/history.1-0-1/actions', { session: sam, body: note });
    assert.equal(refused.status, 403);
    assert.equal((await act(root, personId, { kind: 'role-changed', role: 'support' })).status, 200);
    const allowed = await ask('POST', '/dead-letters/history.1-0-1/actions', { session: sam, body: note });
    assert.equal(allowed.status, 404, 'there is no such dead letter');
    const again = await ask('POST', '/people', {
      session: root,
      body: { requestId: randomUUID(), email: SUPPORT.email, role: 'viewer' },
    });
    assert.equal(again.status, 409);
  });

  test('an ended session, a disabled account and a changed password are refused at once', async () => {
    const root = await signedIn(ADMIN);
    const personId = await idOf(root, SUPPORT.email);
    const one = await signedIn(SUPPORT);
    await act(root, personId, { kind: 'sessions-ended' });
    assert.equal(await me(one), 401);
    const two = await signedIn(SUPPORT);
    const three = await signedIn(SUPPORT);
    const changed = await ask('POST', '/password', {
      session: two,
      body: { present: SUPPORT.password, next: 'another long password' },
    });
    assert.equal(changed.status, 204);
    assert.deepEqual([await me(two), await me(three), await me(changed.session)], [401, 401, 200]);
    await ask('POST', '/sign-out', { session: changed.session, body: {} });
    assert.equal(await me(changed.session), 401);
    SUPPORT.password = 'another long password';
    const four = await signedIn(SUPPORT);
    assert.equal((await act(root, personId, { kind: 'disabled' })).body.isDisabled, true);
    assert.equal(await me(four), 401);
    assert.equal((await signIn(SUPPORT)).status, 401);
    assert.equal((await act(root, personId, { kind: 'enabled' })).status, 200);
    assert.equal(await me(await signedIn(SUPPORT)), 200);
  });

  test('the last admin stays one', async () => {
    const root = await signedIn(ADMIN);
    const personId = await idOf(root, 'root@example.com');
    for (const change of [{ kind: 'disabled' }, { kind: 'role-changed', role: 'viewer' }]) {
      const refused = await act(root, personId, change);
      assert.equal(refused.status, 409);
      assert.match(refused.body.detail, /last admin/);
    }
    assert.equal((await act(root, personId, { kind: 'role-changed' })).status, 400);
    assert.equal((await act(root, 'A'.repeat(32), { kind: 'disabled' })).status, 404);
  });

  test('failed tries are limited per account with Retry-After, also for unknown accounts; others sign in meanwhile', async () => {
    const tries: Answer[] = [];
    for (let n = 0; n < 7; n += 1)
      tries.push(await signIn({ email: 'guess@example.com', password: `guess ${n}` }));
    assert.deepEqual(
      tries.map(({ status }) => status),
      [401, 401, 401, 401, 401, 429, 429],
    );
    assert.ok(Number(tries.at(-1)!.headers.get('retry-after')) > 0);
    assert.equal(await me(await signedIn(ADMIN)), 200);
  });

  test('failed tries are limited per address, where the console’s server tells it', async () => {
    const body = {
      token: 'x'.repeat(43),
      name: 'Eve',
      email: 'eve@example.com',
      password: 'a long password',
    };
    const from = (address: string) =>
      ask('POST', '/set-up', { body, headers: { 'waybill-client-address': address } });
    const statuses: number[] = [];
    for (let n = 0; n < 24; n += 1) statuses.push((await from('192.0.2.7')).status);
    assert.equal(statuses[0], 404);
    assert.ok(statuses.includes(429), String(statuses));
  });

  test('a flood of tries is refused beyond a few at once, and ends with the flood', async () => {
    const flood = await Promise.all(
      Array.from({ length: 40 }, (_, n) => signIn({ email: `flood-${n}@example.com`, password: 'x' })),
    );
    const statuses = new Set(flood.map(({ status }) => status));
    assert.deepEqual([...statuses].sort(), [401, 429]);
    assert.equal(await me(await signedIn(ADMIN)), 200);
  });

  test('all of it is in the audit log, without a password', async () => {
    const root = await signedIn(ADMIN);
    const personId = await idOf(root, SUPPORT.email);
    const kindsOf = async () => {
      const { body } = await ask('GET', `/actions?target=person&targetId=${personId}&limit=100`, {
        session: root,
      });
      return new Set((body.actions as { kind: string }[]).map(({ kind }) => kind));
    };
    const expected = [
      'joined',
      'role-changed',
      'sessions-ended',
      'password-changed',
      'signed-out',
      'disabled',
      'enabled',
      'signed-in',
    ];
    await waitUntil(
      async () => {
        const kinds = await kindsOf();
        return expected.every((kind) => kinds.has(kind));
      },
      { what: `${expected} in the audit log` },
    );
    const { body } = await ask('GET', '/actions?target=person&limit=200', { session: root });
    assert.ok(!JSON.stringify(body).includes('battery'));
  });
});
