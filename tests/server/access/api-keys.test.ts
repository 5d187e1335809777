import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { apiRequest } from '../../../adapters/jetstream/connection/api-request.ts';
import { API_KEYS } from '../../../adapters/jetstream/streams/stream-layout.ts';
import type { ApiKey, NewApiKey } from '../../../contracts/access/api-key.ts';
import { clientOf } from '../../engines/client.ts';
import { waitUntil } from '../../engines/condition.ts';
import { startRole, type TestRole } from '../../engines/role.ts';
import { startOperationsService, type TestOperations } from '../operations/operations-service.ts';

let operations: TestOperations;
let gateway: TestRole;
before(async () => {
  operations = await startOperationsService();
  gateway = await startRole('gateway', { ...operations.environment, WAYBILL_GATEWAY_PORT: '0' });
});
after(async () => {
  await gateway?.kill();
  await operations?.stop();
});

const act = (path: string, body: object = {}) =>
  operations.olga.request('POST', `/ops/v1/api-keys${path}`, { requestId: randomUUID(), ...body });

async function made(body: object): Promise<NewApiKey> {
  const answer = await act('', body);
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body as NewApiKey;
}

const atGateway = (key: string, method: string, path: string, body?: object) =>
  clientOf(gateway.url, key).request(method, path, body);
const send = (key: string, channel = 'general') =>
  atGateway(key, 'POST', `/v1/channels/${channel}/messages`, { text: 'hello' });
/** A key is known to the gateway within a second. */
const becomes = (status: number, ask: () => Promise<{ status: number }>) =>
  waitUntil(async () => (await ask()).status === status, { what: `the answer ${status}` });

describe('API keys', () => {
  test('a key is shown once, works at the gateway with its scopes, and acts under its name', async () => {
    const { apiKey, key } = await made({ name: 'billing', scopes: ['commands:send'] });
    assert.match(key, new RegExp(`^${apiKey.beginsWith}[A-Za-z0-9_-]{43}$`));
    await becomes(202, () => send(key));
    const { body } = await send(key);
    const status = await atGateway(key, 'GET', body.status);
    assert.deepEqual([status.status, status.body.actor], [200, 'billing']);
    assert.equal((await atGateway(key, 'GET', '/v1/channels/general')).status, 403);
    const list = await operations.olga.request('GET', '/ops/v1/api-keys');
    const listed = (list.body.keys as ApiKey[]).find(({ keyId }) => keyId === apiKey.keyId);
    assert.deepEqual(listed, apiKey);
    assert.ok(!JSON.stringify(list.body).includes(key.slice(20)));
    const stored = await apiRequest<{ message: { data: string } }>(
      operations.link,
      `STREAM.MSG.GET.${API_KEYS}`,
      {
        last_by_subj: `$KV.API_KEYS.${apiKey.keyId}`,
      },
    );
    assert.ok(!Buffer.from(stored.message.data, 'base64').toString().includes(key.slice(20)));
  });

  test('another caller’s command is 404, whatever its state', async () => {
    const { key: one } = await made({ name: 'one', scopes: ['commands:send'] });
    const { key: two } = await made({ name: 'two', scopes: ['commands:send', 'reads'] });
    await becomes(202, () => send(one));
    const { body } = await send(one);
    await becomes(202, () => send(two));
    assert.equal((await atGateway(two, 'GET', body.status)).status, 404);
    assert.equal((await atGateway(one, 'GET', body.status)).status, 200);
  });

  test('a key reaches the channels of its patterns only, for commands and reads', async () => {
    const { key } = await made({
      name: 'team',
      scopes: ['commands:send', 'reads'],
      channels: ['team-*', 'lobby'],
    });
    await becomes(202, () => send(key, 'team-a'));
    assert.equal((await send(key, 'lobby')).status, 202);
    for (const channel of ['general', 'team', 'lobby-2']) {
      const refused = await send(key, channel);
      assert.equal(refused.status, 403);
      assert.match(refused.body.detail, /^team does not reach the channel/);
      assert.equal((await atGateway(key, 'GET', `/v1/channels/${channel}/messages`)).status, 403);
    }
    assert.equal((await act('', { name: 'x', scopes: ['reads'], channels: ['a*b'] })).status, 400);
  });

  test('a rotated key has a successor; both work until the overlap ends', async () => {
    const { apiKey, key } = await made({ name: 'rotated', scopes: ['commands:send'] });
    await becomes(202, () => send(key));
    const overlapping = (await act(`/${apiKey.keyId}/rotate`, { overlapHours: 1 })).body as NewApiKey;
    await becomes(202, () => send(overlapping.key));
    assert.equal((await send(key)).status, 202);
    const next = (await act(`/${apiKey.keyId}/rotate`, { overlapHours: 0 })).body as NewApiKey;
    await becomes(401, () => send(overlapping.key));
    assert.deepEqual([(await send(key)).status, (await send(next.key)).status], [401, 202]);
    assert.equal(next.apiKey.name, 'rotated');
  });

  test('a revoked key is refused with that reason, for good', async () => {
    const { apiKey, key } = await made({ name: 'leaked', scopes: ['commands:send'] });
    await becomes(202, () => send(key));
    const revoked = await act(`/${apiKey.keyId}/revoke`, { reason: 'It was in a log.' });
    assert.deepEqual([revoked.status, revoked.body.state], [200, 'revoked']);
    await becomes(401, () => send(key));
    const refused = await send(key);
    assert.match(refused.body.detail, /^The API key was revoked\./);
    assert.equal(refused.headers.get('www-authenticate'), 'Bearer error="invalid_token"');
    assert.equal((await act(`/${apiKey.keyId}/rotate`)).status, 409);
    assert.equal((await act(`/${apiKey.keyId}/revoke`)).status, 409);
    assert.equal(
      (await act('', { name: 'leaked', scopes: ['reads'] })).status,
      201,
      'the name is free again',
    );
  });

  test('a repeated request changes nothing more and shows no key; an active name is taken; each change is in the audit log', async () => {
    const requestId = randomUUID();
    const body = { name: 'once', scopes: ['reads'], requestId, reason: 'for the reports' };
    const { apiKey } = await made(body);
    const repeated = await act('', body);
    assert.equal(repeated.status, 409);
    assert.match(repeated.body.detail, /showed the key/);
    assert.equal((await act('', { name: 'once', scopes: ['reads'] })).status, 409);
    assert.equal((await act('/0123456789abcdef/revoke')).status, 404);
    await act(`/${apiKey.keyId}/rotate`);
    await act(`/${apiKey.keyId}/revoke`);
    const { body: actions } = await operations.olga.request(
      'GET',
      `/ops/v1/actions?target=api-key&targetId=${apiKey.keyId}`,
    );
    assert.deepEqual(
      actions.actions.map(({ kind, actor }: { kind: string; actor: string }) => [kind, actor]),
      [
        ['api-key-revoked', 'olga'],
        ['api-key-rotated', 'olga'],
        ['api-key-created', 'olga'],
      ],
    );
    assert.equal(actions.actions[2].reason, 'for the reports');
    assert.ok(!JSON.stringify(actions).includes('digest'));
  });

  test('a deleted bucket ends no key, and gets its keys back', async () => {
    const { apiKey, key } = await made({ name: 'outlives', scopes: ['commands:send'] });
    await becomes(202, () => send(key));
    await apiRequest(operations.link, `STREAM.DELETE.${API_KEYS}`);
    const stored = () =>
      apiRequest(operations.link, `STREAM.MSG.GET.${API_KEYS}`, {
        last_by_subj: `$KV.API_KEYS.${apiKey.keyId}`,
      });
    await waitUntil(
      async () => {
        assert.equal((await send(key)).status, 202);
        return stored().then(Boolean, () => false);
      },
      { what: 'the key to be stored again' },
    );
    await act(`/${apiKey.keyId}/revoke`);
    await becomes(401, () => send(key));
  });

  test('a revocation ends the live stream of its key', async () => {
    const { apiKey, key } = await made({ name: 'listener', scopes: ['operations:read'] });
    const stream = await fetch(`${operations.role.url}/ops/v1/stream`, {
      headers: { authorization: `Bearer ${key}` },
    });
    assert.equal(stream.status, 200);
    const ended = (async () => {
      for await (const _ of stream.body!);
    })().catch(() => {});
    await act(`/${apiKey.keyId}/revoke`);
    await ended;
  });

  test('operations scopes give what the role of the same name gives', async () => {
    const { key } = await made({ name: 'reporter', scopes: ['operations:read'] });
    const reporter = clientOf(operations.role.url, key);
    assert.equal((await reporter.request('GET', '/ops/v1/overview')).status, 200);
    assert.equal((await reporter.request('GET', '/ops/v1/api-keys')).status, 403);
    const { body } = await reporter.request('GET', '/ops/v1/me');
    assert.deepEqual(
      [body.id, body.scopes, body.permissions],
      ['reporter', ['operations:read'], ['pipeline:read']],
    );
  });
});
