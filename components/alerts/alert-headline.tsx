'use client';

import { useQuery } from '@tanstack/react-query';
import type { AlertDetail } from '../../contracts/alerts.ts';
import { Inert } from '../inert/inert.tsx';
import { Instant } from '../instant.tsx';
import { consumerList } from '../operations/consumer-list.ts';
import { readFromBrowser } from '../operations/read-from-browser.ts';
import type { Phrase } from '../overview/phrase.ts';
import { PhraseText } from '../overview/phrase-text.tsx';
import { projectionsInTrouble, type Trouble } from '../overview/projections-in-trouble.ts';
import { whatIsSo, whatItCosts } from '../overview/status-sentence.ts';
import { alertStatus } from '../status/alert-status.ts';
import { StatusWord } from '../status/status-word.tsx';
import { HowItIsNow } from './how-it-is-now.tsx';

/**
 * What is so, and what it costs. Of a projection's status in the words of Overview, which count all of its partitions; the
 * rule's own sentence, with what the machine said, stands below.
 */
export function AlertHeadline({ detail, now }: { detail: AlertDetail; now: string }) {
  const { alert, effect } = detail;
  const isSo = alert.state === 'firing' && alert.quietSince === null;
  const trouble = useTrouble(detail);
  const [what, ...more] = sentences(detail, trouble);
  return (
    <div className="flex flex-col gap-2">
      <StatusWord status={alertStatus(alert)} />
      <p className="text-[1.25rem] leading-7 font-semibold text-pretty phone:text-verdict [overflow-wrap:anywhere]">
        <PhraseText phrase={what!} now={now} />
      </p>
      {trouble && (
        <p className="max-w-[72ch]">
          {whatItCosts(trouble)} <LogHolds trouble={trouble} now={now} />
        </p>
      )}
      {more.map((phrase) => (
        <p key={String(phrase[0])} className="max-w-[72ch] text-ink-2 [overflow-wrap:anywhere]">
          <PhraseText phrase={phrase} now={now} />
        </p>
      ))}
      {!isSo && alert.concerns.kind === 'projection' && (
        <HowItIsNow projection={alert.concerns.name} now={now} />
      )}
      {/* What it means while it is so. */}
      {isSo && (
        <p className="max-w-[72ch] text-ink-2">
          <Inert text={effect} />
        </p>
      )}
    </div>
  );
}

function LogHolds({ trouble, now }: { trouble: Trouble; now: string }) {
  const { oldestExpiresAt: until } = trouble.projection;
  return until === null ? null : (
    <>
      The log holds all of it until <Instant iso={until} now={now} />.
    </>
  );
}

function sentences({ alert }: AlertDetail, trouble: Trouble | null): Phrase[] {
  const { why, clearedAt, quietSince, rule } = alert;
  if (clearedAt !== null) return [['It is over, since ', { at: clearedAt }, '.'], [`It was: ${why}`]];
  if (quietSince !== null)
    return [
      ['It has not been so since ', { at: quietSince }, '.'],
      ['It clears by itself when that lasts.'],
      [`It was: ${why}`],
    ];
  return trouble && rule === 'status'
    ? [whatIsSo(trouble), [`As the one that raised it says: ${why}`]]
    : [[why]];
}

/** How the projection that an alert is about stands; null where it is about none, or nothing is wrong with it now. */
function useTrouble({ alert }: AlertDetail): Trouble | null {
  const { concerns, state, quietSince } = alert;
  const asked = concerns.kind === 'projection' && state === 'firing' && quietSince === null;
  const { data } = useQuery({ ...consumerList(readFromBrowser), enabled: asked });
  if (!asked || !data) return null;
  return projectionsInTrouble(data).find(({ projection }) => projection.projection === concerns.name) ?? null;
}
