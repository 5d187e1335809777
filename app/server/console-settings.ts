import type { CONSOLE_SETTINGS } from '../../platform/configuration/environment-of.ts';
import { readSettings, type Settings } from '../../platform/configuration/settings.ts';

export interface ConsoleSettings {
  environmentName: string;
  /** The origin at which clients reach the API. */
  gatewayUrl: string;
  /** Empty without an address of the operations service. */
  operationsUrl: string;
  /** By which everybody acts here without signing in; empty where people sign in. Stays on the server. */
  operatorKey: string;
  /** The header with the browser's address, of a proxy before the console; empty for none. */
  clientAddressHeader: string;
  /** Milliseconds the operations service may take to begin its answer. */
  requestTimeoutMs: number;
  /** Milliseconds that a page waits for its data before it is sent without data. */
  prefetchTimeoutMs: number;
  /** The largest action that is forwarded, in bytes; the operations service accepts no larger one. */
  maxBodyBytes: number;
  /** Milliseconds after which the live stream sends at least a comment. */
  liveHeartbeatMs: number;
}

/** Read at every request, never at build: one build serves every environment. Throws BadSetting. */
export function consoleSettings(): ConsoleSettings {
  const settings: Pick<Settings, (typeof CONSOLE_SETTINGS)[number]> = readSettings();
  const host = /^(0\.0\.0\.0|::|\[::\])$/.test(settings.gatewayHost) ? '127.0.0.1' : settings.gatewayHost;
  return {
    environmentName: settings.environmentName,
    gatewayUrl: settings.publicGatewayUrl || `http://${host}:${settings.gatewayPort}`,
    operationsUrl: settings.operationsUrl,
    operatorKey: settings.operatorKey,
    clientAddressHeader: settings.clientAddressHeader,
    requestTimeoutMs: settings.consoleRequestTimeoutMs,
    prefetchTimeoutMs: settings.consolePrefetchTimeoutMs,
    maxBodyBytes: settings.maxBodyBytes,
    liveHeartbeatMs: settings.liveHeartbeatMs,
  };
}
