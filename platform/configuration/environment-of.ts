import { childEnvironment, type Settings, settingsTable } from './settings.ts';

/**
 * The environment for a process that gets only these settings: this process's own, without the variables of all other
 * settings. A process can't leak a setting that it doesn't have, and it skips checks that compare settings.
 */
export function environmentOf(
  names: readonly (keyof Settings)[],
  changes: Record<string, string | undefined> = {},
): NodeJS.ProcessEnv {
  const known = new Set<string>(names);
  const others = Object.entries(settingsTable).flatMap(([name, { variable }]) =>
    known.has(name) ? [] : [[variable, undefined]],
  );
  return childEnvironment({ ...Object.fromEntries(others), ...changes });
}

/** The settings of the console, the process that serves browsers. */
export const CONSOLE_SETTINGS = [
  'environmentName',
  'gatewayHost',
  'gatewayPort',
  'publicGatewayUrl',
  'operationsUrl',
  'operatorKey',
  'clientAddressHeader',
  'consoleRequestTimeoutMs',
  'consolePrefetchTimeoutMs',
  'maxBodyBytes',
  'liveHeartbeatMs',
] as const satisfies (keyof Settings)[];
