import type { Settings } from '../../platform/configuration/settings.ts';
import { HISTORY, historyProjection } from '../../workers/history/projection.ts';
import type { Projection } from '../../workers/runtime/projection.ts';
import { describeHistory, openHistory } from './open-history.ts';

export interface OpenProjection {
  projection: Projection;
  /** Where its store is, for people. */
  place: string;
  close(): Promise<void>;
}

const openers: Record<string, (settings: Settings) => OpenProjection> = {
  [HISTORY](settings) {
    const store = openHistory(settings);
    return {
      projection: historyProjection(store),
      place: describeHistory(settings),
      close: () => store.close(),
    };
  },
};

/** The names of all projections. */
export const projectionNames: readonly string[] = Object.keys(openers);

/** A projection with its store, opened on first use. */
export function openProjection(name: string, settings: Settings): OpenProjection {
  const open = openers[name];
  if (!open) throw new TypeError(`There is no projection ${name}.`);
  return open(settings);
}
