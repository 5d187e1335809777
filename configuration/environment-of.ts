import { childEnvironment, type Settings, settingsTable } from './settings.ts';

/**
 * The environment of a process that is to know these settings and no others: this one's, without the variables of all
 * settings that aren't named. What isn't handed over can't be leaked, and can't fail a check it is only half there for.
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

/** What the console uses, the process that speaks with browsers. */
export const CONSOLE_SETTINGS = [
  'environmentName',
  'gatewayHost',
  'gatewayPort',
  'publicGatewayUrl',
  'operationsUrl',
  'operatorKey',
  'consoleRequestTimeoutMs',
  'consolePrefetchTimeoutMs',
  'maxBodyBytes',
  'liveHeartbeatMs',
] as const satisfies (keyof Settings)[];
