'use client';

import { useQuery } from '@tanstack/react-query';
import { alertName } from '../alerts/alert-name.ts';
import { alertHref } from '../frame/addresses.ts';
import { Inert } from '../inert/inert.tsx';
import { MarkedNote } from '../marked-note.tsx';
import { alertList } from '../operations/alerts.ts';
import { readFromBrowser } from '../operations/read-from-browser.ts';
import { reconciliation } from '../operations/reconciliation.ts';
import { PhraseText } from '../overview/phrase-text.tsx';
import { PageLink } from '../page-link.tsx';
import { heldBack } from '../status/dead-letter-status.ts';
import { heldBackWords, holdingBack } from './held-back.ts';

/** Beside dead letters: that there would be more, were the worker not holding them back; of one consumer, or of any. */
export function HeldBackNote({ consumer, className = '' }: { consumer: string | null; className?: string }) {
  const alerts = useQuery(alertList(readFromBrowser));
  const found = holdingBack(alerts.data?.alerts ?? [], consumer);
  const sums = useQuery({ ...reconciliation(readFromBrowser), enabled: found.length > 0 });
  const now = new Date(alerts.dataUpdatedAt).toISOString();
  return found.map((alert) => (
    <MarkedNote key={alert.id} status={heldBack} className={className} role="note" data-held-back>
      <PhraseText phrase={heldBackWords(alert, sums.data ?? null)} now={now} />{' '}
      <PageLink href={alertHref(alert.id)}>
        <Inert text={alertName(alert.id, alert)} />
      </PageLink>
    </MarkedNote>
  ));
}
