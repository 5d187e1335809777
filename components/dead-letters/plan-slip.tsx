'use client';

import Link from 'next/link';
import type { Finding, ReplayPlan } from '../../contracts/replay.ts';
import { formatBytes } from '../format/bytes.ts';
import { countOf, formatCount } from '../format/count.ts';
import { formatDuration } from '../format/duration.ts';
import { Inert } from '../inert/inert.tsx';
import { Instant } from '../instant.tsx';
import { Definition, Definitions } from '../slip/definitions.tsx';
import { SlipFrame } from '../slip/slip-frame.tsx';

const SHOWN = 10;

/** What each finding means for the replay. */
const words: Record<Finding['finding'], string> = {
  unknown: 'no such dead letter: left out',
  resolved: 'already resolved: left out',
  discarded: 'discarded: left out',
  'on-hold': 'on hold: left out',
  replaying: 'being replayed already: left out',
  'not-ours': 'of no projection that runs here: left out',
  'already-applied': 'applied already: resolved without being sent',
  schema: 'the schema would refuse: edit instead',
  'store-down': 'their store can’t be read now: they would wait',
  'loop-guard': 'failed in the same way twice: an override is needed',
  'original-expired': 'the log has dropped the original; the dead letter holds a copy',
  'original-expires-soon': 'the original expires within 24 h',
};

/** The plan of a replay as a slip: what is frozen, whom it reaches, and what is to be expected of it. */
export function PlanSlip({ plan }: { plan: ReplayPlan }) {
  const now = plan.frozenAt;
  return (
    <SlipFrame label="Plan of the replay">
      <p className="font-semibold">{countOf(plan.count, 'entry', 'entries')} will be tried</p>
      <Definitions>
        <Definition name="Frozen at" value={<Instant iso={plan.frozenAt} now={now} as="exact" />} />
        <Definition
          name="Oldest"
          value={plan.oldest ? <Instant iso={plan.oldest.storedAt} now={now} /> : '—'}
        />
        <Definition name="Size" value={formatBytes(plan.bytes)} />
        <Definition name="Estimate" value={formatDuration(plan.estimatedSeconds * 1_000)} />
      </Definitions>
      <ul className="mt-3 flex flex-col gap-1 border-line border-t pt-3">
        {plan.reaches.map(({ consumer, entries, aggregates, storeUsable }) => (
          <li key={consumer}>
            Reaches {consumer}: {countOf(entries, 'entry', 'entries')} of {countOf(aggregates, 'channel')}
            {storeUsable ? '' : '; its store does not answer now, so they would wait'}.
          </li>
        ))}
        <li className="text-ink-2">
          <Inert text={plan.doesNotReach} />
        </li>
      </ul>
      {Object.keys(plan.findingCounts).length > 0 && (
        <ul className="mt-3 flex flex-col gap-1 border-line border-t pt-3">
          {(Object.entries(plan.findingCounts) as [Finding['finding'], number][]).map(([finding, count]) => (
            <li key={finding}>
              <details>
                <summary>
                  {formatCount(count)} {words[finding] ?? finding}
                </summary>
                <Entries findings={plan.findings.filter((each) => each.finding === finding)} count={count} />
              </details>
            </li>
          ))}
        </ul>
      )}
    </SlipFrame>
  );
}

function Entries({ findings, count }: { findings: Finding[]; count: number }) {
  return (
    <ul className="py-1 pl-4">
      {findings.slice(0, SHOWN).map(({ entry, detail }) => (
        <li key={entry}>
          <Link href={`/dead-letters/${entry}`} className="mono">
            {entry}
          </Link>{' '}
          <span className="text-ink-2">
            <Inert text={detail} />
          </span>
        </li>
      ))}
      {count > SHOWN && <li className="text-ink-2">and {formatCount(count - SHOWN)} more</li>}
    </ul>
  );
}
