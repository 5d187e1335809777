import type { Reconciliation } from '../../contracts/reconciliation.ts';
import { formatCount } from '../format/count.ts';
import type { Phrase } from './phrase.ts';

/**
 * `0 lost of 1,204,331 accepted in 24 h (counted 03:04:10).`, or since when that can't be counted. Of one projection that is
 * so because it can't be read, which is no sign of a loss.
 */
export function lossOf(reconciliation: Reconciliation | null): Phrase {
  if (reconciliation === null) return ['Lost: not counted yet.'];
  const { projections, unknown, from, until, countedAt: at } = reconciliation;
  if (unknown) return ['Lost: not counted since ', { at: unknown.since }, ` (${within(unknown.why)}).`];
  if (at === null) return ['Lost: not counted yet.'];
  for (const projection of projections) {
    const term = projection.terms.find((each) => each.term === 'lost');
    if (term?.unknown)
      return [
        `What is lost is counted by reading ${projection.title}, which waits since `,
        { at: term.unknown.since },
        ` (${within(term.unknown.why)}).`,
      ];
    if (term?.count === null || projection.accepted === null) return ['Lost: not counted yet.'];
  }
  const accepted = Math.max(0, ...projections.map((each) => each.accepted ?? 0));
  const open = projections.reduce((sum, each) => sum + (countOfTerm(each, 'open') ?? 0), 0);
  const hours = Math.round((Date.parse(until) - Date.parse(from)) / 3_600_000);
  const looking = open > 0 ? `; ${formatCount(open)} still to be looked up` : '';
  return [
    `0 lost of ${formatCount(accepted)} accepted in ${hours} h`,
    ...countedAt(reconciliation),
    `${looking}.`,
  ];
}

export const countedAt = ({ countedAt: at }: Reconciliation): Phrase =>
  at === null ? [] : [' (counted ', { at }, ')'];

const within = (sentence: string): string => sentence.replace(/\.$/, '');

export const countOfTerm = (
  { terms }: Pick<Reconciliation['projections'][number], 'terms'>,
  name: Reconciliation['projections'][number]['terms'][number]['term'],
): number | null => terms.find(({ term }) => term === name)?.count ?? null;
