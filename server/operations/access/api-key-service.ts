import { hash, randomBytes } from 'node:crypto';
import { writeApiKey } from '../../../adapters/jetstream/records/api-keys.ts';
import {
  type ApiKey,
  type ApiKeyRecord,
  type CreateApiKey,
  MAX_API_KEYS,
  type NewApiKey,
  type RevokeApiKey,
  type RotateApiKey,
} from '../../../contracts/access/api-key.ts';
import type { ApiKeyAction } from '../../../contracts/operation.ts';
import { apiKeyState } from '../../../domain/identity/api-key-state.ts';
import type { KnownApiKey, KnownApiKeys } from '../../access/known-api-keys.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { performAction } from '../actions/perform-action.ts';
import type { DeadLetterService } from '../dead-letters/dead-letter-service.ts';
import { showApiKey } from './show-api-key.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const DEFAULT_OVERLAP_HOURS = 24;
const SECRET_BYTES = 32;

export interface ApiKeyService extends Omit<DeadLetterService, 'status'> {
  keys: KnownApiKeys;
}

/**
 * Each change is recorded in the audit log first, then stored in the bucket, so that no key exists of which the audit log
 * knows nothing. A repeated request finds its action there and stores what is still missing.
 *
 * All throw ProblemError (`acted-before`, `request-id-reused`, `outcome-unknown`, `api-key-unknown`), LogUnavailable and
 * ApiRefusal.
 */
export async function createApiKey(
  service: ApiKeyService,
  request: CreateApiKey,
  actor: string,
): Promise<NewApiKey> {
  const { requestId, name, scopes, channels = ['*'], expiresInDays, reason = null } = request;
  const keyId = hash('sha256', `${actor}:${requestId}`).slice(0, 16);
  const expiresAt =
    expiresInDays === undefined ? null : new Date(Date.now() + expiresInDays * DAY_MS).toISOString();
  await service.keys.catchUp();
  const judge = async () => {
    const { all } = service.keys;
    if (all.length >= MAX_API_KEYS)
      return { refusal: `was not created: there are ${MAX_API_KEYS} keys already, the limit`, revision: 0 };
    if (all.length >= MAX_API_KEYS)
      throw new ProblemError('command-refused', `There are ${MAX_API_KEYS} API keys already, the limit.`);
    const other = all.find(
      ({ record }) => record.name === name && apiKeyState(record, Date.now()) === 'active',
    );
    return {
      refusal: other && `was not created: the active key ${other.record.keyId} has the name ${name}`,
      revision: 0,
    };
  };
  const action = { kind: 'api-key-created', name, scopes, channels, expiresAt } as const;
  const { at } = await record(service, keyId, action, { actor, requestId, reason }, judge);
  await service.keys.catchUp();
  refuseShownBefore(service.keys.byId(keyId), `The key ${keyId} was made`);
  const key = newKey(keyId);
  const made: ApiKeyRecord = {
    keyId,
    name,
    scopes,
    channels,
    digest: hash('sha256', key),
    previous: null,
    createdAt: at,
    createdBy: actor,
    rotatedAt: null,
    expiresAt,
    revokedAt: null,
  };
  return { apiKey: await store(service, made, 0), key };
}

export async function rotateApiKey(
  service: ApiKeyService,
  keyId: string,
  request: RotateApiKey,
  actor: string,
): Promise<NewApiKey> {
  const { requestId, overlapHours = DEFAULT_OVERLAP_HOURS, reason = null } = request;
  await existing(service, keyId);
  const action = { kind: 'api-key-rotated', overlapHours } as const;
  const { at } = await record(
    service,
    keyId,
    action,
    { actor, requestId, reason },
    judgeActive(service, keyId),
  );
  const known = await existing(service, keyId);
  if (known.record.rotatedAt === at) refuseShownBefore(known, `The key ${keyId} was rotated`);
  const key = newKey(keyId);
  const until = new Date(Date.parse(at) + overlapHours * HOUR_MS).toISOString();
  const rotated: ApiKeyRecord = {
    ...known.record,
    digest: hash('sha256', key),
    previous: overlapHours === 0 ? null : { digest: known.record.digest, until },
    rotatedAt: at,
  };
  return { apiKey: await store(service, rotated, known.revision), key };
}

export async function revokeApiKey(
  service: ApiKeyService,
  keyId: string,
  request: RevokeApiKey,
  actor: string,
): Promise<ApiKey> {
  const { requestId, reason = null } = request;
  await existing(service, keyId);
  const { at } = await record(
    service,
    keyId,
    { kind: 'api-key-revoked' },
    { actor, requestId, reason },
    judgeActive(service, keyId),
  );
  const known = await existing(service, keyId);
  if (known.record.revokedAt !== null) return showApiKey(known.record, Date.now());
  return store(service, { ...known.record, revokedAt: at }, known.revision);
}

const newKey = (keyId: string): string => `wb_${keyId}_${randomBytes(SECRET_BYTES).toString('base64url')}`;

const record = (
  service: ApiKeyService,
  keyId: string,
  action: ApiKeyAction,
  by: { actor: string; requestId: string; reason: string | null },
  judge: () => Promise<{ refusal: string | undefined; revision: number }>,
) =>
  performAction(service, { target: { target: 'api-key', keyId }, action, ...by, judge, revision: undefined });

/** Throws ProblemError: `api-key-unknown`. */
async function existing({ keys }: ApiKeyService, keyId: string): Promise<KnownApiKey> {
  await keys.catchUp();
  const known = keys.byId(keyId);
  if (!known) throw new ProblemError('api-key-unknown', `There is no API key ${keyId}.`);
  return known;
}

/** An expired key can still be revoked, and a rotation of it changes nothing about its expiry. */
const judgeActive =
  ({ keys }: ApiKeyService, keyId: string) =>
  async () => {
    const revokedAt = keys.byId(keyId)?.record.revokedAt ?? null;
    return { refusal: revokedAt === null ? undefined : 'was revoked before', revision: 0 };
  };

/** Only the first answer holds the key. It is stored nowhere. */
function refuseShownBefore(known: KnownApiKey | undefined, what: string): void {
  if (known)
    throw new ProblemError(
      'acted-before',
      `${what} by this request before, and its answer showed the key. Rotate it to get a new one.`,
    );
}

async function store(service: ApiKeyService, made: ApiKeyRecord, revision: number): Promise<ApiKey> {
  if (!(await writeApiKey(service.inbox, made, revision, service.publishTimeoutMs)))
    throw new ProblemError(
      'acted-before',
      `The API key ${made.keyId} was changed meanwhile. Look at it again.`,
    );
  await service.keys.catchUp();
  return showApiKey(made, Date.now());
}
