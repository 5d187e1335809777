import type { Action } from '../../../contracts/dead-letters.ts';
import { countOf, formatCount } from '../../../contracts/words/count.ts';

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const number = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** The effect of a replay's action on its dead letters; for a list that was cut, only the count. */
export interface ReplayStep {
  sent: number;
  outcomes: ReadonlyMap<string, number>;
  /** Dead letters whose outcome the trail's list doesn't contain. */
  unknown: number;
}

/** Null for an action that is no step of a replay. */
export function replayStep({ kind, details }: Pick<Action, 'kind' | 'details'>): ReplayStep | null {
  if (kind === 'replay-sending') return { sent: deadLettersOf(details), outcomes: new Map(), unknown: 0 };
  if (kind !== 'replay-outcomes') return null;
  const listed = Array.isArray(details.outcomes) ? (details.outcomes as { outcome?: unknown }[]) : [];
  const total = number(details.outcomesCount) || listed.length;
  const outcomes = new Map<string, number>();
  if (total > listed.length) return { sent: 0, outcomes, unknown: total };
  for (const { outcome } of listed) outcomes.set(String(outcome), (outcomes.get(String(outcome)) ?? 0) + 1);
  return { sent: 0, outcomes, unknown: 0 };
}

/** `12 applied, 2 failed again`. */
export function outcomeWords({ outcomes, unknown }: ReplayStep): string {
  const words = [...outcomes].map(
    ([outcome, count]) => `${formatCount(count)} ${outcome.replaceAll('-', ' ')}`,
  );
  if (unknown > 0) words.push(countOf(unknown, words.length > 0 ? 'other outcome' : 'outcome'));
  return words.join(', ');
}

/**
 * `24 sent; 25 ended, some of them sent earlier: 23 applied, 2 superseded`. The dead letters that ended may have been
 * sent earlier, so the two numbers are separate and nobody adds them up.
 */
export function stepWords(step: ReplayStep): string {
  const ended = step.unknown + [...step.outcomes.values()].reduce((sum, count) => sum + count, 0);
  const earlier = ended > step.sent ? ', some of them sent earlier' : '';
  return [
    ...(step.sent > 0 ? [`${formatCount(step.sent)} sent`] : []),
    ...(ended > 0
      ? [`${formatCount(ended)} ended${step.sent > 0 ? earlier : ''}: ${outcomeWords(step)}`]
      : []),
  ].join('; ');
}

const deadLettersOf = (details: Action['details']): number =>
  number(details.deadLetterIdsCount) ||
  (Array.isArray(details.deadLetterIds) ? details.deadLetterIds.length : 0);

/** The effect or outcome of an action, by its details; null if its kind says everything. */
export function actionOutcome(
  { kind, details }: Pick<Action, 'kind' | 'details'>,
  time: (iso: string) => string,
): string | null {
  switch (kind) {
    case 'noted':
    case 'group-noted':
    case 'alert-acknowledged':
      return text(details.text);
    case 'assigned':
    case 'group-assigned':
      return text(details.assignee) === null ? 'owner removed' : `to ${details.assignee}`;
    case 'ticket-linked':
    case 'group-ticket-linked':
      return text(details.ticket) ?? 'none';
    case 'edited':
      return `replaced by the event at ${details.byPosition}`;
    case 'proven':
      return text(details.how);
    case 'edit-failed':
    case 'replay-paused':
      return text(details.why);
    case 'replay-created': {
      const parts = number(details.parts);
      const part = parts > 1 ? `, part ${details.part} of ${parts}` : '';
      return `${text(details.title) ?? 'a replay'}: ${countOf(number(details.count), 'dead letter')}${part}${details.override === true ? ', the loop guard overridden' : ''}`;
    }
    case 'replay-sending':
      return countOf(deadLettersOf(details), 'dead letter');
    case 'replay-outcomes': {
      const step = replayStep({ kind, details });
      return step && outcomeWords(step);
    }
    case 'consumer-paused':
      return text(details.until) === null ? null : `until ${time(String(details.until))}`;
    case 'consumer-reset':
      return `from ${formatCount(number(details.from))} to ${formatCount(number(details.to))}: ${formatCount(number(details.again))} again, ${formatCount(number(details.skipped))} skipped`;
    case 'invited':
      return `${details.email} as ${details.role}`;
    case 'joined':
      return `as ${details.role}, by ${details.by}`;
    case 'role-changed':
      return `to ${details.role}`;
    case 'api-key-created':
      return `for ${details.name}`;
    case 'api-key-rotated':
      return number(details.overlapHours) === 0
        ? 'the earlier key ended at once'
        : `the earlier key is valid for ${countOf(number(details.overlapHours), 'hour')} more`;
    case 'alert-raised':
    case 'alert-cleared':
      return text(details.detail);
    case 'alert-notified':
      return `${String(details.outcome).replaceAll('-', ' ')} after ${countOf(number(details.attempts), 'attempt')}${text(details.detail) === null ? '' : `: ${details.detail}`}`;
    default:
      return null;
  }
}
