import { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { BadSetting } from '../../platform/configuration/setting.ts';
import type { Settings } from '../../platform/configuration/settings.ts';

/** The connection of a role or a tool to NATS. Throws BadSetting if no server is configured. */
export function openLink(settings: Settings, role: string): NatsLink {
  if (settings.natsUrl === '') {
    throw new BadSetting(
      `NATS_URL is not set. A role started alone needs the address of NATS, such as nats://127.0.0.1:4222.`,
    );
  }
  return new NatsLink({
    url: settings.natsUrl,
    name: `waybill-${role}`,
    connectTimeoutMs: settings.natsConnectTimeoutMs,
    pingIntervalMs: settings.natsPingIntervalMs,
    requestTimeoutMs: settings.natsRequestTimeoutMs,
  });
}
