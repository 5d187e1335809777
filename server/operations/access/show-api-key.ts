import type { ApiKey, ApiKeyRecord } from '../../../contracts/access/api-key.ts';
import { apiKeyState } from '../../../domain/identity/api-key-state.ts';

/** An API key as the operations API shows it: without any digest. `now`: Unix ms. */
export function showApiKey(record: ApiKeyRecord, now: number): ApiKey {
  const { keyId, name, scopes, channels, previous, createdAt, createdBy, rotatedAt, expiresAt, revokedAt } =
    record;
  const isOverlapping = previous !== null && revokedAt === null && Date.parse(previous.until) > now;
  return {
    keyId,
    name,
    beginsWith: `wb_${keyId}_`,
    state: apiKeyState(record, now),
    scopes,
    channels,
    createdAt,
    createdBy,
    rotatedAt,
    previousUntil: isOverlapping ? previous.until : null,
    expiresAt,
    revokedAt,
  };
}
