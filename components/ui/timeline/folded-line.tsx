'use client';

import { useId } from 'react';
import { countOf } from '../../../contracts/words/count.ts';
import { DisclosureButton } from '../buttons/disclosure-button.tsx';
import { InstantSpan } from '../text/instant-span.tsx';
import { ActivityLine } from './activity-line.tsx';
import type { FoldedSteps } from './fold-steps.ts';

/** The steps of a replay as one line. Opened, it shows each action below it. */
export function FoldedLine({
  line,
  open,
  toggle,
  now,
  left,
  hasOlder,
  hideTarget,
}: {
  line: FoldedSteps;
  open: boolean;
  toggle(open: boolean): void;
  now: string;
  left: ReadonlySet<string>;
  /** Whether older steps of it may not be shown yet. */
  hasOlder: boolean;
  hideTarget: boolean;
}) {
  const id = useId();
  const { folded, from, at } = line;
  return (
    <>
      <ActivityLine
        item={line}
        now={now}
        hasLeft={folded.every(({ key }) => left.has(key))}
        hideTarget={hideTarget}
      >
        <p className="flex flex-wrap items-center gap-x-4">
          <span className="mono text-ink-2">
            <InstantSpan from={from} to={at} now={now} />
          </span>
          <DisclosureButton open={open} controls={id} toggle={toggle}>
            {countOf(folded.length, 'action')}
          </DisclosureButton>
          {hasOlder && <span className="text-ink-2">Older steps are not counted yet.</span>}
        </p>
      </ActivityLine>
      <li id={id} hidden={!open} className="border-line border-b pl-4">
        {open && (
          <ol aria-label={`The ${countOf(folded.length, 'action')}`} className="[&>li:last-child]:border-b-0">
            {folded.map((item) => (
              <ActivityLine key={item.key} item={item} now={now} hasLeft={left.has(item.key)} hideTarget />
            ))}
          </ol>
        )}
      </li>
    </>
  );
}
