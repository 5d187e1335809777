import type { Logger } from 'pino';
import type { Settings } from '../../platform/configuration/settings.ts';
import type { Telemetry } from '../../platform/telemetry/start-telemetry.ts';
import type { Registry } from '../../workers/registry.ts';

interface RoleContext {
  /** All projections of this instance. */
  projections: Registry;
  settings: Settings;
  logger: Logger;
  version: string;
  telemetry: Telemetry;
}

/** A running role. */
export interface RunningRole {
  /** The URL it listens on; absent if it doesn't listen. */
  url?: string;
  /** Finishes work that has begun and releases everything. `why` is reported as the reason of the stop. */
  stop(why: string): Promise<void>;
}

export type StartRole = (context: RoleContext) => Promise<RunningRole>;
