'use client';

import type { ProjectionReconciliation, Reconciliation } from '../../../contracts/reconciliation.ts';
import { formatCount } from '../../../contracts/words/count.ts';
import { commandHref } from '../../ui/links/addresses.ts';
import { PageLink } from '../../ui/links/page-link.tsx';
import { Inert } from '../../ui/text/inert.tsx';
import { Instant } from '../../ui/text/instant.tsx';
import { TERM_WORDS } from './sum-of.ts';

/** Every term with how it was counted; open from the start where something is lost or unknown. */
export function CountingMethod({ reconciliation, now }: { reconciliation: Reconciliation; now: string }) {
  return reconciliation.projections.map((projection) => (
    <details
      key={projection.projection}
      className="border-line border-b py-1"
      open={projection.state === 'lost'}
    >
      <summary className="py-1 text-ink-2">
        {projection.state === 'balanced' ? (
          <>How {projection.title} was counted</>
        ) : (
          <Inert text={`${projection.why} ${projection.doNext}`} />
        )}
      </summary>
      <Terms projection={projection} now={now} />
    </details>
  ));
}

function Terms({ projection, now }: { projection: ProjectionReconciliation; now: string }) {
  const { terms, accepted, difference, lostEvents, spotProof } = projection;
  return (
    <div className="flex flex-col gap-3 py-2">
      <dl>
        {terms.map(({ term, count, how, unknown }) => (
          <div
            key={term}
            className="grid grid-cols-[minmax(0,1fr)_6rem] gap-x-4 py-1 phone:grid-cols-[13rem_7rem_minmax(0,1fr)]"
          >
            <dt>{TERM_WORDS[term]}</dt>
            <dd className="text-right">{count === null ? 'unknown' : formatCount(count)}</dd>
            <dd className="text-ink-2 max-phone:col-span-2">
              {how}
              {unknown !== null && (
                <>
                  {' '}
                  Unknown since <Instant iso={unknown.since} now={now} />: <Inert text={unknown.why} />
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p className="text-ink-2">
        {accepted === null
          ? 'The number of accepted events is unknown, so no difference can be counted.'
          : `${formatCount(accepted)} accepted, less all of these: ${formatCount(difference ?? 0)}. Anything but 0 is a counting error.`}
        {spotProof !== null &&
          ` Of ${formatCount(spotProof.sampled)} randomly chosen applied events ${formatCount(spotProof.found)} were found in the read model.`}
      </p>
      {lostEvents.length > 0 && (
        <ul className="flex flex-col gap-1">
          {lostEvents.slice(0, 20).map(({ position, commandId, eventType, loggedAt }) => (
            <li key={position}>
              {commandId === null ? (
                <code>{position}</code>
              ) : (
                <PageLink href={commandHref(commandId)} className="mono">
                  {commandId}
                </PageLink>
              )}{' '}
              <Inert text={eventType ?? ''} />, logged <Instant iso={loggedAt} now={now} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
