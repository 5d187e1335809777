import type { ProjectionTrace } from '../../../contracts/traces.ts';
import { commandTitle } from '../../ui/format/command-title.ts';
import { countOf } from '../../ui/format/count.ts';
import { deadLetterHref } from '../../ui/links/addresses.ts';
import { PageLink } from '../../ui/links/page-link.tsx';
import { TextWithTimes } from '../../ui/text/text-with-times.tsx';
import { WaitLine } from '../../ui/waits/wait-line.tsx';
import { waitsOf } from '../../ui/waits/waits-of.ts';
import { AttemptList } from './attempt-list.tsx';
import { attemptsOf } from './attempts-of.ts';
import { Disclosure } from './disclosure.tsx';
import styles from './waterfall.module.css';

/** So many attempts stand open; more are folded. */
const FEW = 4;

/** Below a lane: what it waited for, its attempts, and what is missing. Nothing where all went as it should. */
export function WayNotes({ way, now }: { way: ProjectionTrace; now: string }) {
  const waits = waitsOf(way);
  const attempts = attemptsOf(way);
  const told = attempts.length > 1 || attempts.some(({ failed }) => failed);
  const letter = way.status?.deadLetter ?? null;
  if (waits.length === 0 && !told && way.absence === null) return null;
  return (
    <div className={styles.notes}>
      {waits.map((wait) => (
        <p key={wait.kind}>
          <WaitLine wait={wait} now={now} />
        </p>
      ))}
      {told &&
        (attempts.length <= FEW ? (
          <AttemptList attempts={attempts} now={now} />
        ) : (
          <Disclosure
            name={`${countOf(attempts.length, 'attempt')} of ${commandTitle(way.projection)}, ${attempts.filter(({ failed }) => failed).length} failed`}
          >
            <AttemptList attempts={attempts} now={now} />
          </Disclosure>
        ))}
      {way.absence !== null && (
        <p>
          <TextWithTimes text={way.absence.text} now={now} as="exact" />{' '}
          {letter !== null && <PageLink href={deadLetterHref(letter)}>Open the dead letter</PageLink>}
        </p>
      )}
    </div>
  );
}
