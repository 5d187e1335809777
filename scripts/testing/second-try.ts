import type { TestEvent } from 'node:test/reporters';

/** With more failed files than this, the change is broken, and no file gets a second try. */
export const SECOND_TRIES = 3;

/** One run of a test file, with all its events. */
export interface FileOutcome {
  file: string;
  events: readonly TestEvent[];
}

export const hasFailed = ({ events }: FileOutcome): boolean =>
  events.some(({ type }) => type === 'test:fail');

/**
 * Runs failed files again, one at a time with nothing beside them, and returns the outcomes that count, in the given
 * order. A test that fails again is broken. One that passes now depends on what runs beside it: the run stays green, and
 * `unsteady` names the file and its first failures, so that somebody fixes it.
 */
export async function tryAgain(
  failed: readonly FileOutcome[],
  run: (file: string) => Promise<readonly TestEvent[]>,
): Promise<{ outcomes: FileOutcome[]; unsteady: string[] }> {
  if (failed.length > SECOND_TRIES) return { outcomes: [...failed], unsteady: [] };
  const outcomes: FileOutcome[] = [];
  const unsteady: string[] = [];
  for (const first of failed) {
    const second = { file: first.file, events: await run(first.file) };
    outcomes.push(second);
    if (!hasFailed(second)) unsteady.push(`${first.file}\n${failuresOf(first).join('\n')}`);
  }
  return { outcomes, unsteady };
}

/** The failed tests with their errors; suites that failed by a test of theirs are left out. */
const failuresOf = ({ events }: FileOutcome): string[] =>
  events
    .filter((event) => event.type === 'test:fail')
    .filter(
      ({ data }) =>
        !('failureType' in data.details.error && data.details.error.failureType === 'subtestsFailed'),
    )
    .map(({ data }) => `  ✖ ${data.name}\n    ${data.details.error.cause ?? data.details.error.message}`);
