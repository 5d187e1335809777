import { existsSync } from 'node:fs';
import { type ApiKey, loadApiKeys } from '../../platform/configuration/api-keys.ts';
import { dataPaths } from '../../platform/configuration/data-paths.ts';
import { keyPattern } from '../../platform/configuration/key-patterns.ts';
import { whyNoNatsUrl } from '../../platform/configuration/nats-target.ts';
import { BadSetting } from '../../platform/configuration/setting.ts';
import type { Settings } from '../../platform/configuration/settings.ts';

/** The API's address, and the key to call it with. */
export interface Instance {
  url: URL;
  keys: ApiKey[];
}

/**
 * The instance that the settings name, which is the one that `npm start` starts. `--url` and `--key` name another.
 * Throws BadSetting if the address or the key is unknown.
 */
export function findInstance(settings: Settings, options: { url?: string; key?: string }): Instance {
  return { url: readUrl(settings, options.url), keys: readKeys(settings, options.key) };
}

/** The servers of the log: those of `--nats`, or of the settings, or else the one that `npm start` runs here. Throws BadSetting. */
export function natsUrlOf({ natsUrl, natsPort }: Settings, given?: string): string {
  const why = given === undefined ? undefined : whyNoNatsUrl(given);
  if (why !== undefined) throw new BadSetting(`--nats ${why}. It takes what NATS_URL takes.`);
  return given ?? (natsUrl || `nats://127.0.0.1:${natsPort}`);
}

function readUrl(settings: Settings, given: string | undefined): URL {
  if (given !== undefined) {
    const url = URL.parse(given);
    if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search) return url;
    throw new BadSetting(`--url ${given} is not an http or https origin, such as http://127.0.0.1:7400.`);
  }
  if (settings.publicGatewayUrl !== '') return new URL(settings.publicGatewayUrl);
  if (settings.gatewayPort > 0) return new URL(`http://127.0.0.1:${settings.gatewayPort}`);
  throw new BadSetting(
    'WAYBILL_GATEWAY_PORT is 0, so the gateway may be on any port. Give its address with --url.',
  );
}

function readKeys(settings: Settings, given: string | undefined): ApiKey[] {
  if (given !== undefined) {
    if (keyPattern.test(given)) return [{ caller: 'given', key: given }];
    throw new BadSetting(
      '--key takes one API key: 16 to 256 printable ASCII characters without spaces and commas.',
    );
  }
  const file = dataPaths(settings.dataDir).apiKeys;
  // A tool must not create a key, since no running gateway would know it.
  if (settings.apiKeys === '' && !existsSync(file)) {
    throw new BadSetting(
      `There is no API key in ${file}. Start Waybill first (npm start), or give a key with --key or WAYBILL_API_KEYS.`,
    );
  }
  return loadApiKeys(settings);
}
