import type { Logger } from 'pino';
import type { Scope } from '../../contracts/permissions.ts';
import type { ApiKey } from '../../platform/configuration/api-keys.ts';
import type { Settings } from '../../platform/configuration/settings.ts';
import type { KnownApiKeys } from '../../server/access/known-api-keys.ts';
import type { Identifier } from '../../server/http/identify/identifier.ts';
import { identifyByApiKey } from '../../server/http/identify/identify-by-api-key.ts';
import { identifyByConfiguredKey } from '../../server/http/identify/identify-by-configured-key.ts';

/** How a service recognises programs: by keys of the settings, API keys, and tokens of the issuer if one is set. */
export async function openIdentifiers(
  settings: Settings,
  logger: Logger,
  { configured, apiKeys }: { configured: { keys: ApiKey[]; scopes: Scope[] }; apiKeys: KnownApiKeys },
): Promise<{ identifiers: Identifier[]; stop(): Promise<void> }> {
  const identifiers = [
    identifyByConfiguredKey({ name: 'configured-keys', ...configured }),
    identifyByApiKey(apiKeys),
  ];
  if (settings.jwtIssuer === '') return { identifiers, stop: async () => {} };
  // They load a library of tokens, which a service without an issuer does without.
  const [{ IssuerKeys }, { identifyByToken }] = await Promise.all([
    import('../../server/access/issuer-keys.ts'),
    import('../../server/http/identify/identify-by-token.ts'),
  ]);
  const keys = new IssuerKeys({
    issuer: settings.jwtIssuer,
    keysUrl: settings.jwtKeysUrl,
    refreshMs: settings.jwtKeysRefreshMs,
    timeoutMs: settings.jwtKeysTimeoutMs,
    onFailure: (error) => logger.warn({ err: error }, 'the issuer’s keys could not be read; trying again'),
  });
  const byToken = identifyByToken(keys, {
    issuer: settings.jwtIssuer,
    audience: settings.jwtAudience,
    algorithms: settings.jwtAlgorithms.split(','),
    callerClaim: settings.jwtCallerClaim,
    scopeClaim: settings.jwtScopeClaim,
    channelsClaim: settings.jwtChannelsClaim,
    clockToleranceS: settings.jwtClockToleranceS,
  });
  return { identifiers: [...identifiers, byToken], stop: () => keys.stop() };
}
