import type { ProjectionTrace } from '../../../contracts/traces.ts';
import { countOf } from '../../../contracts/words/count.ts';
import { commandTitle } from '../../ui/format/command-title.ts';
import { deadLetterHref } from '../../ui/links/addresses.ts';
import { PageLink } from '../../ui/links/page-link.tsx';
import { Inert } from '../../ui/text/inert.tsx';
import { Instant } from '../../ui/text/instant.tsx';
import { WaitLine } from '../../ui/waits/wait-line.tsx';
import { waitsOf } from '../../ui/waits/waits-of.ts';
import { AttemptList } from './attempt-list.tsx';
import { attemptsOf } from './attempts-of.ts';
import { Disclosure } from './disclosure.tsx';
import styles from './waterfall.module.css';

/** How many attempts are shown; more are folded. */
const FEW = 4;

/** Below a timeline: waits, attempts and gaps. Empty without any. */
export function TimelineNotes({ timeline, now }: { timeline: ProjectionTrace; now: string }) {
  const waits = waitsOf(timeline);
  const attempts = attemptsOf(timeline);
  const recorded = attempts.length > 1 || attempts.some(({ failed }) => failed);
  const deadLetter = timeline.status?.deadLetter ?? null;
  const nextAt = timeline.status?.retry?.nextAt ?? null;
  if (waits.length === 0 && !recorded && timeline.absence === null) return null;
  return (
    <div className={styles.notes}>
      {waits.map((wait) => (
        <p key={wait.kind}>
          <WaitLine wait={wait} now={now} />
        </p>
      ))}
      {recorded &&
        (attempts.length <= FEW ? (
          <AttemptList attempts={attempts} now={now} />
        ) : (
          <Disclosure
            name={`${countOf(attempts.length, 'attempt')} of ${commandTitle(timeline.projection)}, ${attempts.filter(({ failed }) => failed).length} failed`}
          >
            <AttemptList attempts={attempts} now={now} />
          </Disclosure>
        ))}
      {timeline.absence !== null && (
        <p>
          <Inert text={timeline.absence.text} />{' '}
          {nextAt !== null && (
            <>
              Next retry at <Instant iso={nextAt} now={now} as="exact" />.{' '}
            </>
          )}
          {timeline.endedAt !== null && (
            <>
              Discarded at <Instant iso={timeline.endedAt} now={now} as="exact" />.{' '}
            </>
          )}
          {deadLetter !== null && <PageLink href={deadLetterHref(deadLetter)}>Open the dead letter</PageLink>}
        </p>
      )}
    </div>
  );
}
