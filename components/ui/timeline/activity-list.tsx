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
  hasOlder = false,
  hideTarget = false,
}: {
  label: string;
  items: readonly ActivityItem[];
  now: string;
  /** The lines that are still shown although they have left the list. */
  left?: ReadonlySet<string>;
  /** Whether older lines are not shown yet: some of them may belong to the last folded line. */
  hasOlder?: boolean;
  /** Whether the page is about their target, which then needs no name. */
  hideTarget?: boolean;
}) {
  const lines = useMemo(() => foldSteps(items), [items]);
  // Keeps the open state by single lines: a folded line changes with every step, and must not close while somebody
  // reads it.
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
            hasOlder={hasOlder && line === lines.at(-1)}
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
