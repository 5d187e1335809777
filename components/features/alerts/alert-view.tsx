'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { type ComponentType, useState } from 'react';
import type { AlertDetail } from '../../../contracts/alerts.ts';
import type { DeadLetterGroup } from '../../../contracts/dead-letter-groups.ts';
import { Failure } from '../../api/failures/failure.tsx';
import { usePermission } from '../../api/use-permission.ts';
import { PageLink } from '../../ui/links/page-link.tsx';
import { Inert } from '../../ui/text/inert.tsx';
import { AcknowledgeDialog } from './acknowledge-dialog.tsx';
import { adviceAfterRecovery } from './advice-after-recovery.ts';
import { AlertFacts } from './alert-facts.tsx';
import { AlertHeadline } from './alert-headline.tsx';
import { AlertSkeleton } from './alert-skeleton.tsx';
import { AlertTimeline } from './alert-timeline.tsx';
import { isOfAllDeadLetters } from './alerts-of-same.ts';
import { LargestGroups, useLargestGroups } from './largest-groups.tsx';
import { nextPage } from './next-page.ts';
import { OtherAlerts } from './other-alerts.tsx';

/** The parts of an alert that show dead letters; another feature draws them. */
export interface DeadLetterParts {
  /** The note that a worker has paused dead-lettering for this consumer; null: for any consumer. */
  DeadLetteringPausedNote: ComponentType<{ consumer: string | null }>;
  /** For one group: the versions it failed on, and the affected channels and callers. */
  GroupLines: ComponentType<{ group: DeadLetterGroup; now: string }>;
}

/** One alert: the problem, its impact, what to do, its owner and its timeline. */
export function AlertView({
  query,
  parts: { DeadLetteringPausedNote, GroupLines },
}: {
  query: UseQueryResult<AlertDetail>;
  parts: DeadLetterParts;
}) {
  const { data, error, refetch, isFetching, dataUpdatedAt } = query;
  const [acknowledging, setAcknowledging] = useState(false);
  const mayOwn = usePermission('alerts:acknowledge');
  const groups = useLargestGroups(data);
  if (data === undefined) {
    return error === null ? (
      <AlertSkeleton />
    ) : (
      <Failure
        title="This alert cannot be read"
        error={error}
        retry={() => void refetch()}
        retrying={isFetching}
      />
    );
  }
  const { alert, whatToDo } = data;
  const now = new Date(dataUpdatedAt).toISOString();
  const firing = alert.state === 'firing';
  const isPresent = firing && alert.quietSince === null;
  const place = nextPage(data, groups);
  const open = (groups ?? []).reduce((sum, { states }) => sum + states.open, 0);
  return (
    <div className="flex max-w-160 flex-col gap-6" data-stale={error !== null}>
      <AlertHeadline detail={data} now={now} />
      <section aria-label="What to do" className="flex flex-col gap-3">
        <h2 className="section-title">What to do</h2>
        <p className="max-w-[72ch] text-pretty">
          {isPresent ? <Inert text={whatToDo} /> : adviceAfterRecovery(open)}
        </p>
        <div className="flex flex-wrap gap-2 max-phone:flex-col">
          {place !== null && (
            <PageLink href={place.href} className={`button no-underline ${firing ? 'primary-button' : ''}`}>
              {place.words}
            </PageLink>
          )}
          {firing && mayOwn && alert.acknowledged === null && (
            <button type="button" className="button" onClick={() => setAcknowledging(true)}>
              Acknowledge
            </button>
          )}
        </div>
      </section>
      {isPresent && isOfAllDeadLetters(alert) && <DeadLetteringPausedNote consumer={null} />}
      {groups && <LargestGroups groups={groups} now={now} Lines={GroupLines} />}
      <OtherAlerts detail={data} />
      <AlertFacts detail={data} now={now} />
      <AlertTimeline alert={alert} steps={data.timeline} now={now} />
      {acknowledging && <AcknowledgeDialog alert={alert} close={() => setAcknowledging(false)} />}
    </div>
  );
}
