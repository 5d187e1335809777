import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import type { ApiKeyRecord } from '../../../contracts/access/api-key.ts';
import { identifyByApiKey } from '../../../server/http/identify/identify-by-api-key.ts';

const NOW = Date.now();
const at = (ms: number) => new Date(NOW + ms).toISOString();
const record: ApiKeyRecord = {
  keyId: '8f3a61c09b24d75e',
  name: 'billing',
  scopes: ['reads'],
  channels: ['*'],
  digest: hash('sha256', 'new'),
  previous: { digest: hash('sha256', 'old'), until: at(60_000) },
  createdAt: at(-60_000),
  createdBy: 'olga',
  rotatedAt: at(-30_000),
  expiresAt: null,
  revokedAt: null,
};

function ask(key: string, changed: Partial<ApiKeyRecord>): string {
  const known = { record: { ...record, ...changed }, revision: 1 };
  const digests = [known.record.digest, known.record.previous?.digest];
  const identify = identifyByApiKey({ byDigest: (digest) => (digests.includes(digest) ? known : undefined) });
  try {
    const found = identify({ headers: { authorization: `Bearer ${key}` } } as never);
    return found ? (found as { id: string }).id : 'unknown';
  } catch (error) {
    return (error as Error).message;
  }
}

const cases: [key: string, changed: Partial<ApiKeyRecord>, answer: RegExp][] = [
  ['new', {}, /^billing$/],
  ['old', {}, /^billing$/],
  ['other', {}, /^unknown$/],
  ['new', { expiresAt: at(60_000) }, /^billing$/],
  ['new', { expiresAt: at(-1) }, /^The API key has expired\./],
  ['old', { expiresAt: at(-1) }, /^The API key has expired\./],
  ['new', { revokedAt: at(-1) }, /^The API key was revoked\./],
  ['new', { revokedAt: at(-1), expiresAt: at(-2) }, /^The API key was revoked\./],
  ['old', { previous: { digest: hash('sha256', 'old'), until: at(-1) } }, /^A new key replaced this API key/],
  ['new', { previous: { digest: hash('sha256', 'old'), until: at(-1) } }, /^billing$/],
];
for (const [key, changed, answer] of cases)
  test(`the key ${key} with ${JSON.stringify(Object.keys(changed))}: ${answer.source}`, () =>
    assert.match(ask(key, changed), answer));
