'use client';

import { useQuery } from '@tanstack/react-query';
import type { Overview } from '../../../contracts/overview.ts';
import { overview } from '../../api/overview.ts';
import { readFromBrowser } from '../../api/read-from-browser.ts';
import { formatRate } from '../../ui/format/rate.ts';
import { pipelineNumbers } from './pipeline-numbers.ts';

const rateOf = ({ consumers, counters }: Overview) => pipelineNumbers(consumers, counters).storedPerSecond;

/** The present rate above its chart, the same number as in the pipeline strip. The chart itself has only whole steps. */
export function AcceptedFigure() {
  const { data } = useQuery({ ...overview(readFromBrowser), select: rateOf });
  return formatRate(data ?? null);
}
