import type { ClientAnswer } from '../../../contracts/traces.ts';
import { commandStatus } from '../../ui/status/command-status.ts';
import { StatusWord } from '../../ui/status/status-word.tsx';
import { Instant } from '../../ui/text/instant.tsx';

/** The client view over time. */
export function ClientViewList({
  clientAnswers,
  now,
}: {
  clientAnswers: readonly ClientAnswer[];
  now: string;
}) {
  return (
    <ol className="mb-2 flex flex-wrap gap-x-6 gap-y-1" aria-label="Client view">
      {clientAnswers.map(({ from, state, proven }) => (
        <li key={from} className="flex items-center gap-2">
          <span className="mono text-ink-2">
            <Instant iso={from} now={now} as="exact" />
          </span>
          <StatusWord status={commandStatus[state]} />
          {proven && <span className="text-ink-2">proven</span>}
        </li>
      ))}
    </ol>
  );
}
