import type { ProjectionTrace, Stage } from '../../../contracts/traces.ts';

/** One try at applying a command, and how it ended. */
export interface Attempt {
  number: number | null;
  at: string;
  /** The replay by which it was tried. */
  replayId: string | null;
  failed: boolean;
  /** Why it failed. */
  code: string | null;
  version: string | null;
}

/** The attempts of a command in one projection, in order, those of replays included. */
export function attemptsOf({ stages }: Pick<ProjectionTrace, 'stages'>): Attempt[] {
  return stages.filter(isEnd).map(({ kind, attempt, at, replayId, detail, version }) => ({
    number: attempt,
    at,
    replayId,
    failed: kind === 'failed',
    code: detail,
    version,
  }));
}

const isEnd = ({ kind }: Stage): boolean => kind === 'failed' || kind === 'applied';
