'use client';

import { Inert } from '../../ui/text/inert.tsx';
import { Instant } from '../../ui/text/instant.tsx';
import { OperationsFailure } from '../read-answer.ts';
import { problemName } from '../send-action.ts';
import { pointerWithin } from './pointer-within.ts';

/**
 * Why an action failed, or that its outcome is unknown, and what sending it again would do. `of`: what the form's
 * field holds.
 */
export function ActionFailure({ error, of = '' }: { error: unknown; of?: `/${string}` | '' }) {
  const problem = error instanceof OperationsFailure ? error.problem : null;
  const unknown = !(error instanceof OperationsFailure) || [502, 503, 504].includes(error.status);
  return (
    <div className="flex flex-col gap-1 border-line-strong border-l-2 pl-3">
      <p className="font-semibold">
        {problemName(error) === 'acted-before'
          ? 'Somebody was first'
          : unknown
            ? 'It is not known whether this was done'
            : 'This was not done'}
      </p>
      <p>
        <Inert
          text={
            error instanceof OperationsFailure
              ? error.message
              : 'The console’s server could not be reached in time.'
          }
        />
      </p>
      {problem?.first && (
        <p className="text-ink-2">
          <Inert text={problem.first.actor} />: {problem.first.kind},{' '}
          <Instant iso={problem.first.at} now={new Date().toISOString()} />
        </p>
      )}
      {problem?.errors?.map(({ pointer, detail }) => (
        <p key={pointer + detail} className="mono">
          <Inert text={`${pointerWithin(pointer, of)} ${detail}`} />
        </p>
      ))}
      {unknown && (
        <p className="text-ink-2">Send it again: it is the same request and is done once at most.</p>
      )}
      {problem?.correlationId !== undefined && (
        <p className="mono text-ink-2 break-all">request {problem.correlationId}</p>
      )}
    </div>
  );
}
