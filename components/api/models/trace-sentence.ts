import type { Trace } from '../../../contracts/traces.ts';
import { countOf } from '../../../contracts/words/count.ts';
import { formatDuration } from '../../../contracts/words/duration.ts';
import { commandStatus, type Outcome, outcomeOf } from '../../ui/status/command-status.ts';
import { segmentWord } from '../../ui/waits/segment-words.ts';
import { waitsOf } from '../../ui/waits/waits-of.ts';

/**
 * A summary of a trace in one or two sentences: how many commands, their states, and what the slowest of them waited
 * for.
 */
export function traceSentence(trace: Trace): string {
  const { commands, unconfirmed } = trace;
  if (commands.length === 0)
    return `The log holds no command of this trace. The outcome of ${countOf(unconfirmed.length, 'command')} is unknown.`;
  return `${commandsAndStates(trace)}. ${longestOf(trace)}`.trim();
}

/** `2 commands: 1 applied, 1 dead-lettered`. */
export function commandsAndStates(trace: Trace): string {
  const { commands, total } = trace;
  if (commands.length === 0) return countOf(total, 'command');
  const part = commands.length < total ? `, ${commands.length} of them here` : '';
  return `${countOf(total, 'command')}${part}: ${statesOf(trace)}`;
}

/** `2 applied, 1 dead-lettered`; for one kind of state, its word alone. */
function statesOf({ commands }: Trace): string {
  const counts = new Map<Outcome, number>();
  for (const command of commands) {
    const outcome = outcomeOf(command);
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  if (counts.size === 1) {
    const [outcome] = counts.keys();
    const word = commandStatus[outcome as Outcome].word;
    return commands.length > 1 ? `all ${word}` : word;
  }
  return [...counts].map(([outcome, count]) => `${count} ${commandStatus[outcome].word}`).join(', ');
}

function longestOf({ commands }: Trace): string {
  const waits = commands.flatMap((command) =>
    command.projections.flatMap((projection) =>
      waitsOf(projection).map((wait) => ({ ...wait, projection: projection.projection })),
    ),
  );
  const longest = waits.reduce<(typeof waits)[number] | null>(
    (most, wait) => (most === null || wait.ms > most.ms ? wait : most),
    null,
  );
  if (longest === null)
    return commands.every(({ timesKnown }) => timesKnown) ? 'None waited for a second or more.' : '';
  const { open, ms, kind, projection } = longest;
  const so = open ? ' so far' : '';
  return `Longest wait: ${formatDuration(ms)}${so}, ${segmentWord[kind]} (${projection}).`;
}
