import type { ChangeList } from '../../../contracts/changes.ts';

export interface StartedVersion {
  version: string;
  /** ISO 8601: since when it has been the newest that was started. */
  since: string;
}

export interface WorkerVersions {
  now: StartedVersion;
  before: StartedVersion | null;
  /** Whether the running version had also run before the previous one: a rollback. */
  back: boolean;
}

/** The version of a projection's worker that was started last, and the version before it; null if no start is known. */
export function versionsOf(
  { changes }: Pick<ChangeList, 'changes'>,
  projection: string,
): WorkerVersions | null {
  // The newest first. Restarts with the same version count once.
  const runs: StartedVersion[] = [];
  for (const change of changes) {
    if (!('role' in change && 'version' in change) || change.role !== `worker:${projection}`) continue;
    const { at, version } = change;
    const last = runs.at(-1);
    if (last?.version === version) last.since = at;
    else runs.push({ version, since: at });
    if (runs.length > 2) break;
  }
  const [now, before, third] = runs;
  return now === undefined
    ? null
    : { now, before: before ?? null, back: third !== undefined && third.version === now.version };
}
