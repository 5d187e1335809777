import type { Logger } from 'pino';
import type { Settings } from '../../platform/configuration/settings.ts';
import type { Telemetry } from '../../platform/telemetry/start-telemetry.ts';
import type { Registry } from '../../workers/registry.ts';

export interface RoleContext {
  /** All projections of this instance. */
  projections: Registry;
  settings: Settings;
  logger: Logger;
  version: string;
  telemetry: Telemetry;
}

/** A role that was started. */
export interface RunningRole {
  /** Where it listens, for roles that do. */
  url?: string;
  /** Finishes what was begun and lets go of everything. `why` is told to whoever watches. */
  stop(why: string): Promise<void>;
}

export type StartRole = (context: RoleContext) => Promise<RunningRole>;
