import type {
  LiveAlerts,
  LiveConsumers,
  LiveCounters,
  LiveDeadLetters,
  LiveReplays,
} from '../../../contracts/live.ts';

/** What each event of the stream holds: the whole present state of its kind. */
export interface LiveStates {
  counters: LiveCounters;
  consumers: LiveConsumers;
  alerts: LiveAlerts;
  'dead-letters': LiveDeadLetters;
  replays: LiveReplays;
}

export type LiveKind = keyof LiveStates;

/** The list of the schemas stays on the server. The type ensures that this copy is complete. */
export const LIVE_KINDS = Object.keys({
  counters: true,
  consumers: true,
  alerts: true,
  'dead-letters': true,
  replays: true,
} satisfies Record<LiveKind, true>) as LiveKind[];

export interface LiveEvent<Kind extends LiveKind = LiveKind> {
  kind: Kind;
  state: LiveStates[Kind];
  /** When it arrived: Unix ms, by this machine's clock. */
  at: number;
}
