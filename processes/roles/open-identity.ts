import { existsSync } from 'node:fs';
import type { Logger } from 'pino';
import type { AckInbox } from '../../adapters/jetstream/connection/ack-inbox.ts';
import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import type { IdentityStore } from '../../adapters/sqlite/identity/identity-store.ts';
import { dataPaths } from '../../platform/configuration/data-paths.ts';
import type { Settings } from '../../platform/configuration/settings.ts';
import type { Identifier } from '../../server/http/identify/identifier.ts';
import { identifyBySession } from '../../server/http/identify/identify-by-session.ts';
import { readSetUpToken, writeSetUpToken } from '../../server/identity/set-up-link.ts';
import { Throttle } from '../../server/identity/throttle.ts';
import type { IdentityService } from '../../server/operations/identity/identity-service.ts';
import { AccessRecorder } from '../../server/operations/identity/record-access.ts';

const MINUTE_MS = 60_000;
/** Five tries at once for an account, then one a minute; for an address, twenty, then one every three seconds. */
const ACCOUNT_TRIES = { atOnce: 5, pauseMs: MINUTE_MS };
const ADDRESS_TRIES = { atOnce: 20, pauseMs: 3_000 };

interface OpenIdentity {
  identifier: Identifier;
  service: Pick<
    IdentityService,
    'store' | 'recorder' | 'throttles' | 'checks' | 'setUpTokenFile' | 'sessionMaxMs' | 'isSecure'
  >;
  stop(): Promise<void>;
}

/**
 * People and their sessions. The store is opened when somebody first signs in or comes with a session. If there is none yet, the
 * token of the set-up link is written.
 */
export function openIdentity(
  settings: Settings,
  logger: Logger,
  log: { link: NatsLink; inbox: AckInbox },
): OpenIdentity {
  const { identity, setUpToken } = dataPaths(settings.dataDir);
  const sessionMaxMs = settings.sessionMaxHours * 60 * MINUTE_MS;
  const limits = { idleMs: settings.sessionIdleMinutes * MINUTE_MS, maxMs: sessionMaxMs };
  let opened: Promise<IdentityStore> | undefined;
  const store = (): Promise<IdentityStore> => {
    opened ??= import('../../adapters/sqlite/identity/identity-store.ts')
      .then(({ IdentityStore: Store }) => Store.open(identity, limits))
      .catch((error: unknown) => {
        // The next request tries again: the disk may have been full.
        opened = undefined;
        throw error;
      });
    return opened;
  };
  if (settings.consoleSignIn === 'on' && !existsSync(identity) && readSetUpToken(setUpToken) === null)
    writeSetUpToken(setUpToken);
  const recorder = new AccessRecorder(log, logger);
  return {
    identifier: identifyBySession(store),
    service: {
      store,
      recorder,
      throttles: { account: new Throttle(ACCOUNT_TRIES), address: new Throttle(ADDRESS_TRIES) },
      checks: { running: 0 },
      setUpTokenFile: setUpToken,
      sessionMaxMs,
      isSecure: settings.consoleUrl.startsWith('https:'),
    },
    async stop() {
      recorder.stop();
      (await opened?.catch(() => undefined))?.close();
    },
  };
}
