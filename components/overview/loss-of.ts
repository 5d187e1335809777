import type { Reconciliation } from '../../contracts/reconciliation.ts';
import { formatCount } from '../format/count.ts';
import type { Phrase } from './phrase.ts';

/**
 * `0 lost of 1,204,331 accepted in 24 h (counted 03:04:10).`; where that can't be counted, that no loss is known, and until when
 * none was. That a count waits is no sign of a loss, and must not be read as one.
 */
export function lossOf(reconciliation: Reconciliation | null): Phrase {
  if (reconciliation === null) return ['Lost: not counted yet.'];
  const { projections, unknown, from, until, countedAt: at } = reconciliation;
  if (unknown)
    return [
      'Whether any is lost is not counted since ',
      { at: unknown.since },
      ` (${within(unknown.why)}); the count goes on by itself.`,
    ];
  if (at === null) return ['Lost: not counted yet.'];
  const lost = projections.reduce((sum, each) => sum + (countOfTerm(each, 'lost') ?? 0), 0);
  for (const projection of projections) {
    const term = projection.terms.find((each) => each.term === 'lost');
    if (term?.unknown && lost === 0) return noLossKnown(projection, term.unknown);
    if (term?.count === null || projection.accepted === null) return ['Lost: not counted yet.'];
  }
  const accepted = Math.max(0, ...projections.map((each) => each.accepted ?? 0));
  const hours = Math.round((Date.parse(until) - Date.parse(from)) / 3_600_000);
  return [
    `${formatCount(lost)} lost of ${formatCount(accepted)} accepted in ${hours} h`,
    ...countedAt(reconciliation),
    `${stillOpen(projections)}.`,
  ];
}

function noLossKnown({ title, nothingLostAt }: Projection, unknown: { since: string; why: string }): Phrase {
  return [
    'No loss is known',
    ...(nothingLostAt === null ? [] : [': 0 were lost at the last count, ', { at: nothingLostAt }]),
    `. The count of ${title} goes on by itself (it waits since `,
    { at: unknown.since },
    `: ${within(unknown.why)}).`,
  ];
}

/** What came through between two reads is in no doubt; only what is missed for longer is looked for. */
function stillOpen(projections: readonly Projection[]): string {
  const open = projections.reduce((sum, each) => sum + (countOfTerm(each, 'open') ?? 0), 0);
  if (open === 0) return '';
  if (projections.every((each) => each.settling === (countOfTerm(each, 'open') ?? 0)))
    return `; ${formatCount(open)} came through just now and ${open === 1 ? 'is' : 'are'} counted next`;
  return `; ${formatCount(open)} ${open === 1 ? 'is' : 'are'} being looked up now`;
}

type Projection = Reconciliation['projections'][number];

export const countedAt = ({ countedAt: at }: Reconciliation): Phrase =>
  at === null ? [] : [' (counted ', { at }, ')'];

const within = (sentence: string): string => sentence.replace(/\.$/, '');

export const countOfTerm = (
  { terms }: Pick<Projection, 'terms'>,
  name: Projection['terms'][number]['term'],
): number | null => terms.find(({ term }) => term === name)?.count ?? null;
