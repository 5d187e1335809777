import type { Recovery } from './await-recovery.ts';
import type { Count } from './count-everything.ts';
import type { PlayedFault } from './play-fault.ts';

export interface Outcome {
  seed: string;
  durationMs: number;
  intents: number;
  notSent: number;
  /** Intents without a final answer when sending ended. */
  unfinished: number;
  answers: Record<string, number>;
  faults: PlayedFault[];
  recovery: Recovery[];
  /** Why Waybill did not recover without help; undefined if it did. */
  help: string | undefined;
  count: Count;
}

const SHOWN = 10;
const number = new Intl.NumberFormat('en-US');
const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;

/** Whether all checks passed. */
export const hasPassed = ({ count, recovery, help, unfinished }: Outcome): boolean =>
  help === undefined &&
  unfinished === 0 &&
  recovery.every(({ afterMs }) => afterMs !== null) &&
  count.claims.every(({ elements }) => elements.length === 0);

export const describeFault = ({ kind, target, beganMs, endedMs, skipped }: PlayedFault): string => {
  const what = { kill: 'kill -9', stop: 'suspend', disk: 'full disk', store: 'refuse store' }[kind];
  const when = kind === 'kill' ? seconds(beganMs) : `${seconds(beganMs)} – ${seconds(endedMs)}`;
  return `${when.padEnd(18)}  ${what.padEnd(12)}  ${target}${skipped ? `  (not played: ${skipped})` : ''}`.trimEnd();
};

/** The outcome for people, with formulas of sets. */
export function describeOutcome(outcome: Outcome): string {
  const { count, recovery, answers, faults, help } = outcome;
  const symbols = Math.max(...count.sets.map(({ symbol }) => symbol.length));
  const formulas = Math.max(...count.claims.map(({ formula }) => formula.length));
  return [
    '',
    `Faults: ${describeFaults(faults)}`,
    `Answers: ${list(answers)}`,
    ...(outcome.notSent > 0 ? [`Not sent, because too many were in flight: ${outcome.notSent}`] : []),
    ...(outcome.unfinished > 0 ? [`Without a final answer: ${outcome.unfinished}`] : []),
    '',
    help === undefined ? 'Recovery without help, after the last fault:' : `Recovery needed help: ${help}`,
    ...recovery.map(
      ({ role, afterMs, is }) =>
        `  ${role.padEnd(16)} ${(afterMs === null ? 'never' : seconds(afterMs)).padStart(8)}  ${is}`,
    ),
    '',
    `Counted in the streams and the store (${number.format(outcome.intents)} intents):`,
    ...count.sets.map(
      ({ symbol, size, is }) => `  ${symbol.padEnd(symbols)}  ${number.format(size).padStart(9)}  ${is}`,
    ),
    ...count.deadLetters.slice(0, SHOWN).map(({ why, positions }) => `      ${positions} × ${why}`),
    '',
    `Must be empty (${number.format(count.asked)} statuses requested):`,
    ...count.claims.flatMap(({ formula, means, elements }) => [
      `  ${formula.padEnd(formulas)}  ${elements.length === 0 ? '= ∅    ' : `= ${elements.length} !!!`}  ${means}`,
      ...elements.slice(0, SHOWN).map((element) => `      ${element}`),
      ...(elements.length > SHOWN ? [`      and ${elements.length - SHOWN} more`] : []),
    ]),
    '',
    hasPassed(outcome)
      ? 'Nothing is lost, nothing is duplicated, and the API agrees with the count.'
      : 'Some checks failed.',
  ].join('\n');
}

function describeFaults(faults: readonly PlayedFault[]): string {
  const played = faults.filter(({ skipped }) => skipped === undefined);
  const counts: Record<string, number> = {};
  for (const { kind, target } of played) {
    const name = target === '' ? kind : `${kind} ${target}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return `${played.length} played, ${faults.length - played.length} not. ${list(counts)}`;
}

const list = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([name, times]) => `${times} × ${name}`)
    .join(' · ') || 'none';
