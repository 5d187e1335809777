import type { ProjectionReconciliation } from '../../../contracts/reconciliation.ts';

type TermName = ProjectionReconciliation['terms'][number]['term'];

/** The terms as the table shows them: each is a sum of terms that are counted separately. */
export const COLUMNS = {
  applied: ['applied'],
  deadLettered: ['dead-lettered', 'dead-lettered-discarded', 'dead-lettered-edited'],
  inFlight: ['in-flight-pending', 'in-flight-ack-pending', 'in-flight-retrying'],
  gone: ['expired-unprocessed', 'before-start', 'erased'],
  open: ['unreconciled'],
  lost: ['lost'],
} satisfies Record<string, readonly TermName[]>;

/** What a term is called. */
export const TERM_WORDS: Record<TermName, string> = {
  applied: 'Applied, or rejected by a rule',
  'dead-lettered': 'Dead-lettered',
  'dead-lettered-discarded': 'Dead-lettered, discarded',
  'dead-lettered-edited': 'Dead-lettered, edited',
  'in-flight-pending': 'In flight: pending',
  'in-flight-ack-pending': 'In flight: ack pending',
  'in-flight-retrying': 'In flight: retrying',
  'expired-unprocessed': 'Expired unprocessed',
  'before-start': 'Before the consumer’s start',
  erased: 'Erased',
  lost: 'Lost',
  unreconciled: 'Being verified',
};

/** Null if any of them is unknown. */
export function sumOf(
  { terms }: Pick<ProjectionReconciliation, 'terms'>,
  column: keyof typeof COLUMNS,
): number | null {
  const names: readonly TermName[] = COLUMNS[column];
  let sum = 0;
  for (const { term, count } of terms) {
    if (!names.includes(term)) continue;
    if (count === null) return null;
    sum += count;
  }
  return sum;
}
