import type { Setting } from '../setting.ts';

/** Replays of dead letters. */
export const replaysSettings = {
  replayMaxUnderWay: {
    kind: 'number',
    variable: 'WAYBILL_REPLAY_MAX_UNDER_WAY',
    default: 100,
    min: 1,
    max: 10_000,
    unit: 'count',
    meaning:
      'How many dead letters of all replays may be in flight at once, so that they never delay live traffic.',
  },
  deadLetterProofsPerSecond: {
    kind: 'number',
    variable: 'WAYBILL_DEAD_LETTER_PROOFS_PER_SECOND',
    default: 100,
    min: 1,
    max: 10_000,
    unit: 'per second',
    meaning:
      'How many unresolved dead letters per second the operations service looks up in the read model, to resolve those that a rebuild applied.',
  },
} as const satisfies Record<string, Setting>;
