import type { ApiKey, ApiKeyRecord } from '../../contracts/access/api-key.ts';

/** `now`: Unix ms. A key is refused from the instant of its expiry on. */
export function apiKeyState({ revokedAt, expiresAt }: ApiKeyRecord, now: number): ApiKey['state'] {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && Date.parse(expiresAt) <= now ? 'expired' : 'active';
}
