'use client';

import { useQuery } from '@tanstack/react-query';
import type { Overview } from '../../../contracts/overview.ts';
import { formatDuration } from '../../../contracts/words/duration.ts';
import { overview } from '../../api/overview.ts';
import { readFromBrowser } from '../../api/read-from-browser.ts';
import { formatKnown } from '../../ui/format/count.ts';
import { backlogNow } from './backlog-now.ts';

const backlogOf = ({ consumers }: Overview) => backlogNow(consumers);

/** The present backlog above its chart, from the same reading as all of Overview. The chart is not drawn again for it. */
export function BacklogFigure({ of }: { of: 'lag' | 'age' }) {
  const { data } = useQuery({ ...overview(readFromBrowser), select: backlogOf });
  if (data === undefined) return 'unknown';
  if (of === 'lag') return formatKnown(data.lag);
  if (data.lag === 0) return '—';
  return data.oldestAgeMs === null
    ? 'unknown'
    : formatDuration(data.oldestAgeMs).replace(/ 00 (s|min|h)$/, '');
}
