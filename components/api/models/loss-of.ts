import type { Reconciliation } from '../../../contracts/reconciliation.ts';
import { formatCount } from '../../../contracts/words/count.ts';
import type { Phrase } from '../../ui/text/phrase.ts';

/**
 * `0 lost of 1,204,331 accepted in 24 h (counted 03:04:10).` If events can't be counted now: that no loss is known,
 * and when the last full count found none. A delayed count is no sign of a loss, and hides no known loss.
 */
export function lossOf(reconciliation: Reconciliation | null): Phrase {
  if (reconciliation === null) return ['Lost: not counted yet.'];
  const { projections, unknown, from, until, countedAt: at } = reconciliation;
  if (unknown)
    return [
      'Losses have not been counted since ',
      { at: unknown.since },
      ` (${within(unknown.why)}); the count continues by itself.`,
    ];
  if (at === null) return ['Lost: not counted yet.'];
  const lost = projections.reduce((sum, each) => sum + (countOfTerm(each, 'lost') ?? 0), 0);
  const waits = projections.flatMap((projection) => {
    const unknown = lossTerm(projection)?.unknown;
    return unknown ? [{ projection, unknown }] : [];
  });
  if (lost === 0 && waits[0]) return noLossKnown(waits[0].projection, waits[0].unknown);
  const isWhole = projections.every((each) => lossTerm(each)?.count !== null && each.accepted !== null);
  if (lost === 0 && !isWhole) return ['Lost: not counted yet.'];
  const atLeast = isWhole && waits.length === 0 ? '' : 'At least ';
  const accepted = Math.max(0, ...projections.map((each) => each.accepted ?? 0));
  const hours = Math.round((Date.parse(until) - Date.parse(from)) / 3_600_000);
  return [
    `${atLeast}${formatCount(lost)} lost of ${formatCount(accepted)} accepted in ${hours} h`,
    ...countedAt(reconciliation),
    `${stillOpen(projections)}.`,
  ];
}

function noLossKnown({ title, nothingLostAt }: Projection, unknown: { since: string; why: string }): Phrase {
  return [
    'No loss is known',
    ...(nothingLostAt === null ? [] : [': none at the last full count, ', { at: nothingLostAt }]),
    `. The count of ${title} has waited since `,
    { at: unknown.since },
    ` (${within(unknown.why)}), and continues by itself.`,
  ];
}

/** Events processed after the count are not missing; only the others are looked up. */
function stillOpen(projections: readonly Projection[]): string {
  const open = projections.reduce((sum, each) => sum + (countOfTerm(each, 'unreconciled') ?? 0), 0);
  if (open === 0) return '';
  const settling = projections.reduce((sum, each) => sum + (each.settling ?? 0), 0);
  const missed = open - settling;
  const looked =
    missed === 0 ? '' : `; ${formatCount(missed)} ${missed === 1 ? 'is' : 'are'} being looked up now`;
  return settling === 0
    ? looked
    : `${looked}; ${formatCount(settling)} processed after this count, counted next`;
}

type Projection = Reconciliation['projections'][number];

export const countedAt = ({ countedAt: at }: Reconciliation): Phrase =>
  at === null ? [] : [' (counted ', { at }, ')'];

const lossTerm = ({ terms }: Projection) => terms.find(({ term }) => term === 'lost');

const within = (sentence: string): string => sentence.replace(/\.$/, '');

export const countOfTerm = (
  { terms }: Pick<Projection, 'terms'>,
  name: Projection['terms'][number]['term'],
): number | null => terms.find(({ term }) => term === name)?.count ?? null;
