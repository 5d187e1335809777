import type {
  CommandRow,
  FoundCommand,
  RecordedApplied,
  RecordedFailed,
} from '../../contracts/ports/ledger-index.ts';

/** The state of a command by its records, in these projections. */
export function recordedState(
  command: CommandRow,
  projections: ReadonlySet<string>,
  recorded: { applied: readonly RecordedApplied[]; failed: readonly RecordedFailed[] },
): FoundCommand {
  const firstApplied = new Map<string, number>();
  // A rebuild applies everything again much later: the first time says how long a command took.
  for (const { projection, appliedAt } of recorded.applied)
    if (projections.has(projection) && !firstApplied.has(projection)) firstApplied.set(projection, appliedAt);
  const open = [...projections].filter((projection) => !firstApplied.has(projection));
  const newest = recorded.failed.filter(({ projection }) => open.includes(projection)).at(-1);
  const isApplied = projections.size > 0 && open.length === 0;
  return {
    ...command,
    state: isApplied
      ? 'applied'
      : newest?.next === 'retry'
        ? 'retrying'
        : newest?.next === 'dead-letter'
          ? 'dead_lettered'
          : 'accepted',
    failures: recorded.failed.length,
    tookMs: isApplied ? Math.max(0, Math.max(...firstApplied.values()) - command.storedAt) : null,
  };
}
