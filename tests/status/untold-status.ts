import type { ProjectionStatus } from '../../contracts/command-status.ts';

/** A command in a projection of which nothing is told yet. */
export const untoldStatus: ProjectionStatus = {
  state: 'accepted',
  proven: false,
  at: null,
  ahead: null,
  supersededBy: null,
  reason: null,
  retry: null,
  deadLetter: null,
  replacedBy: null,
};
