import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { exportJWK, exportSPKI, generateKeyPair } from 'jose';
import type { Principal } from '../../../contracts/principal.ts';
import { IssuerKeys } from '../../../server/access/issuer-keys.ts';
import { identifyByToken } from '../../../server/http/identify/identify-by-token.ts';
import { ProblemError } from '../../../server/http/problem-error.ts';
import { waitUntil } from '../../engines/condition.ts';
import { startIssuer, type TestIssuer } from '../../engines/issuer.ts';

const NOW = Math.floor(Date.now() / 1_000);

let issuer: TestIssuer;
const opened: IssuerKeys[] = [];
before(async () => {
  issuer = await startIssuer();
});
after(async () => {
  await Promise.all(opened.map((keys) => keys.stop()));
  await issuer?.stop();
});

function identifier(changed: { refreshMs?: number; keysUrl?: string } = {}) {
  const keys = new IssuerKeys({
    issuer: issuer.url,
    keysUrl: '',
    refreshMs: 60_000,
    timeoutMs: 5_000,
    onFailure: () => {},
    ...changed,
  });
  opened.push(keys);
  const identify = identifyByToken(keys, {
    issuer: issuer.url,
    audience: 'waybill',
    algorithms: ['ES256', 'RS256'],
    callerClaim: 'sub',
    scopeClaim: 'scope',
    channelsClaim: 'waybill_channels',
    clockToleranceS: 5,
  });
  const ask = async (token: string): Promise<Principal | undefined> =>
    identify({ headers: { authorization: `Bearer ${token}` } } as never);
  /** The detail of the refusal; what the principal is called if there is none. */
  const outcome = (token: string) =>
    ask(token).then(
      (principal) => principal?.id ?? 'not a token',
      (error: unknown) => {
        assert.ok(error instanceof ProblemError, String(error));
        return error.message;
      },
    );
  return { keys, ask, outcome };
}

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a token of the issuer', () => {
  test('gives its caller, scopes and channels; what it does not limit is not limited', async () => {
    const { ask } = identifier();
    const all = await ask(await issuer.token());
    assert.deepEqual(
      [all?.id, all?.scopes, all?.channels, all?.identifiedBy],
      ['billing', ['commands:send', 'reads'], ['*'], issuer.url],
    );
    assert.ok(all?.permissions.has('commands:send') && !all.permissions.has('pipeline:read'));
    const few = await ask(
      await issuer.token({
        scope: ['reads', 'openid', 'admin'],
        waybill_channels: ['team-*', 'a b'],
      } as never),
    );
    assert.deepEqual([few?.scopes, few?.channels], [['reads'], ['team-*']]);
    const none = await ask(await issuer.token({ scope: undefined, waybill_channels: 7 } as never));
    assert.deepEqual([none?.scopes, none?.channels, none?.permissions.size], [[], [], 0]);
  });

  test('is verified once; its keys are read once for all', async () => {
    const { ask } = identifier();
    const token = await issuer.token();
    const first = await ask(token);
    const before = issuer.requests.length;
    assert.equal(await ask(token), first);
    await ask(await issuer.token({ sub: 'another' }));
    assert.equal(issuer.requests.length, before);
  });
});

describe('a token that is refused', () => {
  const cases: [name: string, token: () => Promise<string> | string, answer: RegExp][] = [
    ['another issuer', () => issuer.token({ iss: 'https://evil.example' }), /claim iss is not/],
    ['no issuer', () => issuer.token({ iss: undefined } as never), /claim iss is not/],
    ['another audience', () => issuer.token({ aud: ['other', 'waybill2'] }), /claim aud is not/],
    ['no audience', () => issuer.token({ aud: undefined } as never), /claim aud is not/],
    ['expired beyond the tolerance', () => issuer.token({ exp: NOW - 60 }), /has expired/],
    ['no expiry', () => issuer.token({ exp: undefined } as never), /claim exp is not/],
    ['not valid yet', () => issuer.token({ nbf: NOW + 600 }), /claim nbf is not/],
    ['no caller', () => issuer.token({ sub: undefined } as never), /claim sub is not/],
    ['a caller that is no name', () => issuer.token({ sub: 'a b\n' }), /names no caller/],
    [
      'a caller that is no text',
      () => issuer.token({ sub: { id: 1 } } as never),
      /names no caller|claim sub/,
    ],
    [
      'alg none',
      () =>
        `${encoded({ alg: 'none' })}.${encoded({ iss: issuer.url, aud: 'waybill', sub: 'root', exp: NOW + 300 })}.`,
      /algorithm|form or its signature/,
    ],
    [
      'HS256 with the public key as the secret',
      async () => {
        const secret = new TextEncoder().encode(await exportSPKI(issuer.publicKey));
        return issuer.token({}, { alg: 'HS256' }, secret);
      },
      /algorithm/,
    ],
    [
      'a foreign key under the issuer’s key id',
      async () => issuer.token({}, {}, (await generateKeyPair('ES256')).privateKey),
      /form or its signature/,
    ],
    [
      'a foreign key in the header (jwk, jku, x5u)',
      async () => {
        const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
        const jwk = await exportJWK(publicKey);
        return issuer.token(
          {},
          { jwk, jku: 'http://127.0.0.1:1/keys', x5u: 'http://127.0.0.1:1/x' },
          privateKey,
        );
      },
      /form or its signature/,
    ],
    ['an unknown key id', () => issuer.token({}, { kid: 'key-99' }), /not the issuer’s/],
    [
      'a critical header nobody knows',
      () => issuer.token({}, { crit: ['waybill'], waybill: 1 }).catch(() => 'eyJ.x.x'),
      /form|not a token/,
    ],
    [
      'a changed payload',
      async () => {
        const [head, , signature] = (await issuer.token()).split('.');
        return `${head}.${encoded({ iss: issuer.url, aud: 'waybill', sub: 'root', exp: NOW + 300 })}.${signature}`;
      },
      /form or its signature/,
    ],
    [
      'rubbish that looks like one',
      () => 'eyJhbGciOiJFUzI1NiJ9.e30.AAAA',
      /form or its signature|not the issuer/,
    ],
    ['no token', () => 'a-key-of-some-kind', /^not a token$/],
  ];
  for (const [name, make, answer] of cases)
    test(name, async () => {
      assert.match(await identifier().outcome(await make()), answer);
    });
});

describe('an issuer', () => {
  test('that is away refuses no good token; a withdrawn key is refused after the next reading', async (t) => {
    const { keys, outcome } = identifier({ refreshMs: 100 });
    const token = await issuer.token();
    assert.equal(await outcome(token), 'billing');
    issuer.fail(true);
    t.after(() => issuer.fail(false));
    assert.equal(await outcome(await issuer.token({ sub: 'later' })), 'later');
    issuer.fail(false);
    await issuer.rotate();
    const { readings } = keys;
    await waitUntil(() => keys.readings > readings);
    assert.match(await outcome(token), /not the issuer’s/);
    assert.equal(await outcome(await issuer.token()), 'billing');
  });

  test('that has a new key is asked at once when a token names it', async () => {
    const { outcome } = identifier();
    assert.equal(await outcome(await issuer.token()), 'billing');
    await issuer.rotate();
    await waitUntil(async () => (await outcome(await issuer.token())) === 'billing', {
      what: 'the new key to be read after the cooldown',
    });
  });

  test('that was never reached is 503, not 401', async (t) => {
    issuer.fail(true);
    t.after(() => issuer.fail(false));
    const { outcome } = identifier();
    assert.match(await outcome(await issuer.token()), /keys cannot be read/);
  });
});
