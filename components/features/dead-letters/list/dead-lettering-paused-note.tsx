'use client';

import { useQuery } from '@tanstack/react-query';
import { alertList } from '../../../api/alerts.ts';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { reconciliation } from '../../../api/reconciliation.ts';
import { alertName } from '../../../ui/format/alert-name.ts';
import { alertHref } from '../../../ui/links/addresses.ts';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { MarkedNote } from '../../../ui/notices/marked-note.tsx';
import { deadLetteringPaused } from '../../../ui/status/dead-letter-status.ts';
import { Inert } from '../../../ui/text/inert.tsx';
import { PhraseText } from '../../../ui/text/phrase-text.tsx';
import { pausedDeadLettering, pausedWords } from './paused-dead-lettering.ts';

/** Beside dead letters: says that a worker has paused dead-lettering, so some are missing; of one consumer, or of any. */
export function DeadLetteringPausedNote({
  consumer,
  className = '',
}: {
  consumer: string | null;
  className?: string;
}) {
  const alerts = useQuery(alertList(readFromBrowser));
  const found = pausedDeadLettering(alerts.data?.alerts ?? [], consumer);
  const sums = useQuery({ ...reconciliation(readFromBrowser), enabled: found.length > 0 });
  const now = new Date(alerts.dataUpdatedAt).toISOString();
  return found.map((alert) => (
    <MarkedNote
      key={alert.id}
      status={deadLetteringPaused}
      className={className}
      role="note"
      data-dead-lettering-paused
    >
      <PhraseText phrase={pausedWords(alert, sums.data ?? null)} now={now} />{' '}
      <PageLink href={alertHref(alert.id)}>
        <Inert text={alertName(alert.id, alert)} />
      </PageLink>
    </MarkedNote>
  ));
}
