'use client';

import type { ReplayPlan } from '../../../../contracts/replay.ts';
import { formatBytes } from '../../../../contracts/words/bytes.ts';
import { countOf, formatCount } from '../../../../contracts/words/count.ts';
import { formatDuration } from '../../../../contracts/words/duration.ts';
import { firstOffer } from '../../../api/models/progress-of.ts';
import styles from '../../../ui/card/card.module.css';
import { DetailFrame } from '../../../ui/card/card.tsx';
import { Definition, Definitions } from '../../../ui/card/definitions.tsx';
import { Stamp } from '../../../ui/card/stamp.tsx';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { plannedStatus } from '../../../ui/status/replay-status.ts';
import { Inert } from '../../../ui/text/inert.tsx';
import { Instant } from '../../../ui/text/instant.tsx';
import { DeadLetterLinks } from './dead-letter-links.tsx';
import { preflightRows } from './findings.ts';
import { FoldedRow } from './folded-row.tsx';
import { isPaced, plannedStages } from './job-stages.ts';
import type { ReplaySelection } from './selection.ts';
import { StageRows } from './stage-rows.tsx';

/** The plan of a replay as a card: what is selected, whom it affects, and what to expect. */
export function PlanDetail({
  plan,
  refused,
  selection,
}: {
  plan: ReplayPlan;
  /** Whether the worker that refused them is still running. */
  refused: boolean;
  selection: ReplaySelection;
}) {
  const now = plan.selectedAt;
  const title = firstOffer(plan, refused);
  return (
    <DetailFrame label={`${title}: ${plannedStatus.word}`}>
      <header className={styles.head}>
        <h3 className={styles.title}>{title}</h3>
        <Stamp status={plannedStatus} />
        <p className={styles.fields}>
          <Inert text={selection.words} />
        </p>
      </header>
      <Definitions even>
        <Definition name="Selected at" value={<Instant iso={plan.selectedAt} now={now} as="exact" />} />
        <Definition
          name="Oldest"
          value={plan.oldest ? <Instant iso={plan.oldest.storedAt} now={now} /> : '—'}
        />
        <Definition name="Size" value={formatBytes(plan.bytes)} />
        <Definition name="Estimate" value={`${formatDuration(plan.estimatedSeconds * 1_000)} at best`} />
        {isPaced(plan) && (
          <Definition name="Rate" value={`${formatCount(plan.pace.ratePerSecond)}/s at most`} />
        )}
      </Definitions>
      {isPaced(plan) && <StageRows rows={plannedStages(plan)} now={now} />}
      <section aria-label="Preflight" className="border-line border-t pt-2">
        <ul>
          <li className="flex min-h-7 items-center gap-3">
            <span className="min-w-8 shrink-0 text-right">{formatCount(plan.count)}</span>
            {selection.href === null ? (
              'Will be tried'
            ) : (
              <PageLink href={selection.href}>Will be tried</PageLink>
            )}
          </li>
          {preflightRows(plan).map(({ words, count, findings }) => (
            <FoldedRow key={words} count={count} words={words}>
              <DeadLetterLinks items={findings} total={count} />
            </FoldedRow>
          ))}
        </ul>
      </section>
      <div className={styles.cut} />
      <div className="flex flex-col gap-1 pt-3">
        <p>
          Reaches{' '}
          {plan.reaches
            .map(
              ({ consumer, deadLetters, aggregates, storeUsable }) =>
                `${consumer}: ${countOf(deadLetters, 'dead letter')} of ${countOf(aggregates, 'channel')}${storeUsable ? '' : ' (its store does not answer now, so these would wait)'}`,
            )
            .join('; ') || 'nobody'}
          .
        </p>
        <p className="text-ink-2">
          Does not reach: <Inert text={plan.doesNotReach} />
        </p>
      </div>
    </DetailFrame>
  );
}
