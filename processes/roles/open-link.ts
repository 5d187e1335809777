import type { Logger } from 'pino';
import { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { knowSecrets } from '../../contracts/redact-secrets.ts';
import { checkNatsFiles } from '../../platform/configuration/check-nats-files.ts';
import { natsTargetOf } from '../../platform/configuration/nats-target.ts';
import { secretValues } from '../../platform/configuration/secret-values.ts';
import { BadSetting } from '../../platform/configuration/setting.ts';
import type { Settings } from '../../platform/configuration/settings.ts';

/**
 * The connection of a role or a tool to the log. `refused` is called with why a server refuses the connection, each time
 * that changes. Throws BadSetting when no server is named, or a file for the connection can't be used.
 */
export function openLink(settings: Settings, role: string, refused?: (why: string) => void): NatsLink {
  if (settings.natsUrl === '') {
    throw new BadSetting(
      `NATS_URL is not set. A role started alone needs the address of NATS, such as nats://127.0.0.1:4222.`,
    );
  }
  checkNatsFiles(settings);
  knowSecrets(secretValues(settings));
  return new NatsLink({
    target: natsTargetOf(settings),
    name: `waybill-${role}`,
    connectTimeoutMs: settings.natsConnectTimeoutMs,
    pingIntervalMs: settings.natsPingIntervalMs,
    requestTimeoutMs: settings.natsRequestTimeoutMs,
    ...(refused ? { refused } : {}),
  });
}

/** Logs why a server refuses the connection. */
export const logRefusal =
  (logger: Logger) =>
  (why: string): void =>
    logger.error({ why }, 'no connection to the log; trying again');
