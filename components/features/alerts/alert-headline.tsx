'use client';

import { useQuery } from '@tanstack/react-query';
import type { AlertDetail } from '../../../contracts/alerts.ts';
import { consumerList } from '../../api/consumer-list.ts';
import { partitionsOf } from '../../api/models/projection-of.ts';
import { projectionsInTrouble, type Trouble } from '../../api/models/projections-in-trouble.ts';
import { impactWords } from '../../api/models/status-sentence.ts';
import { readFromBrowser } from '../../api/read-from-browser.ts';
import { alertStatus } from '../../ui/status/alert-status.ts';
import { StatusWord } from '../../ui/status/status-word.tsx';
import { Inert } from '../../ui/text/inert.tsx';
import type { Phrase } from '../../ui/text/phrase.ts';
import { PhraseText } from '../../ui/text/phrase-text.tsx';
import { alertSentences } from './alert-sentences.ts';
import { impactOf } from './impact.ts';
import { ProjectionNow } from './projection-now.tsx';

/** The problem and its impact. A projection's status has the same words as on Overview, which counts all of its partitions; the rule's own sentence with the error message is below.
 */
export function AlertHeadline({ detail, now }: { detail: AlertDetail; now: string }) {
  const { alert, effect } = detail;
  const isPresent = alert.state === 'firing' && alert.quietSince === null;
  const { trouble, impact } = useTrouble(detail, now);
  const [what, ...more] = alertSentences(alert, trouble);
  return (
    <div className="flex flex-col gap-2">
      <StatusWord status={alertStatus(alert)} />
      <p className="text-[1.25rem] leading-7 font-semibold text-pretty phone:text-verdict [overflow-wrap:anywhere]">
        <PhraseText phrase={what!} now={now} />
      </p>
      {trouble && <p className="max-w-[72ch]">{impactWords(trouble)}</p>}
      {impact !== null && (
        <p className="max-w-[72ch]">
          <PhraseText phrase={impact} now={now} />
        </p>
      )}
      {more.map((phrase) => (
        <p key={String(phrase[0])} className="max-w-[72ch] text-ink-2 [overflow-wrap:anywhere]">
          <PhraseText phrase={phrase} now={now} />
        </p>
      ))}
      {!isPresent && alert.subject.kind === 'projection' && (
        <ProjectionNow projection={alert.subject.name} now={now} />
      )}
      {/* Its impact while it fires. */}
      {isPresent && (
        <p className="max-w-[72ch] text-ink-2">
          <Inert text={effect} />
        </p>
      )}
    </div>
  );
}

/** The status of the alert's projection, and until when the log keeps its pending events; each null if the alert is about no projection, the projection is OK, or that is unknown.
 */
function useTrouble({ alert }: AlertDetail, now: string): { trouble: Trouble | null; impact: Phrase | null } {
  const { subject, state, quietSince } = alert;
  const asked = subject.kind === 'projection' && state === 'firing' && quietSince === null;
  const { data } = useQuery({ ...consumerList(readFromBrowser), enabled: asked });
  const trouble =
    asked && data
      ? projectionsInTrouble(data).find(({ projection }) => projection.projection === subject.name)
      : undefined;
  if (!trouble || !data) return { trouble: null, impact: null };
  const impact = data.watch.current
    ? impactOf(trouble.projection, partitionsOf(data, subject.name), now)
    : null;
  return { trouble, impact };
}
