'use client';

import { useMemo, useState } from 'react';
import type { ActivityItem } from './activity-item.ts';
import { ActivityLine } from './activity-line.tsx';
import { type FoldedSteps, foldSteps } from './fold-steps.ts';
import { FoldedLine } from './folded-line.tsx';

const none: ReadonlySet<string> = new Set();

/** A timeline, the newest first: what happened or was done, when, to what, by whom and why. */
export function ActivityList({
  label,
  items,
  now,
  left = none,
  goesOn = false,
  hideTarget = false,
}: {
  label: string;
  items: readonly ActivityItem[];
  now: string;
  /** Those that are shown although they are in the list no more. */
  left?: ReadonlySet<string>;
  /** Whether older ones are not shown yet: of what is folded last some may be among them. */
  goesOn?: boolean;
  /** On the page of what they concern. */
  hideTarget?: boolean;
}) {
  const lines = useMemo(() => foldSteps(items), [items]);
  // By the single ones: what is folded changes with every step that comes, and must not close under somebody's eyes.
  const [opened, setOpened] = useState(none);
  const toggle = ({ folded }: FoldedSteps, open: boolean) => {
    const keys = new Set(folded.map(({ key }) => key));
    setOpened(open ? opened.union(keys) : opened.difference(keys));
  };
  return (
    <ol aria-label={label} className="@container/line border-line border-t">
      {lines.map((line) =>
        'folded' in line ? (
          <FoldedLine
            key={line.key}
            line={line}
            open={line.folded.some(({ key }) => opened.has(key))}
            toggle={(open) => toggle(line, open)}
            now={now}
            left={left}
            goesOn={goesOn && line === lines.at(-1)}
            hideTarget={hideTarget}
          />
        ) : (
          <ActivityLine
            key={line.key}
            item={line}
            now={now}
            hasLeft={left.has(line.key)}
            hideTarget={hideTarget}
          />
        ),
      )}
    </ol>
  );
}
