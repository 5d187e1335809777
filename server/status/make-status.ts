import type { CommandState, ProjectionStatus } from '../../contracts/command-status.ts';

/** A status in which only the given fields are known. */
export const statusOf = (
  state: CommandState,
  proven: boolean,
  known: Partial<ProjectionStatus> = {},
): ProjectionStatus => ({
  state,
  proven,
  at: null,
  ahead: null,
  supersededBy: null,
  reason: null,
  retry: null,
  deadLetter: null,
  replacedBy: null,
  waitsFor: null,
  until: null,
  ...known,
});
