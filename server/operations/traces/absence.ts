import { isKeptAside, type ProjectionStatus } from '../../../contracts/command-status.ts';
import { ANOTHER_LOG } from '../../../contracts/ports/another-log.ts';
import type { ProjectionTrace } from '../../../contracts/traces.ts';
import { countOf, formatCount } from '../../../contracts/words/count.ts';
import { about } from './about.ts';
import type { Rescue } from './timeline.ts';

/**
 * Why a projection has not applied an event, in a sentence: where the event is, and how long that takes at the present rate.
 */
export function absenceOf(
  title: string,
  status: ProjectionStatus | undefined,
  appliedPerSecond: number | undefined,
  discarded?: Rescue['discarded'],
): ProjectionTrace['absence'] {
  if (!status)
    return { text: `Whether ${title} has applied the event is unknown now.`, ahead: null, aboutMs: null };
  const { state, ahead, retry, reason, deadLetter } = status;
  switch (state) {
    case 'applied':
    case 'rejected':
      return null;
    case 'dead_lettered':
      return {
        text: `${title} could not apply the event${discarded ? discardedInWords(discarded) : `: it is kept as the dead letter ${deadLetter}`}.`,
        ahead: null,
        aboutMs: null,
      };
    case 'retrying':
    case 'replayed': {
      const again =
        state === 'replayed'
          ? 'an operator replayed it'
          : `${countOf(retry?.attempts ?? 0, 'attempt')} failed`;
      const due = retry?.nextAt ? '' : ', the next retry is due now';
      return {
        text: `${title} has not applied the event: ${again} (${reason?.code})${due}.`,
        ahead: null,
        aboutMs: null,
      };
    }
    default:
      if (isKeptAside(status) || reason?.code === ANOTHER_LOG)
        return { text: `${title} has not applied the event. ${reason?.detail}`, ahead: null, aboutMs: null };
      return waiting(
        title,
        ahead,
        appliedPerSecond,
        reason?.code === 'store-unreadable',
        state === 'processing',
      );
  }
}

/** The client still gets `dead_lettered`, which is true; operators also see the decision. */
const discardedInWords = ({ actor, reason }: NonNullable<Rescue['discarded']>): string =>
  `, and ${actor} discarded it${reason ? `: “${reason}”` : ''}`;

function waiting(
  title: string,
  ahead: number | null,
  perSecond: number | undefined,
  unreadable: boolean,
  delivered: boolean,
): ProjectionTrace['absence'] {
  // The pace from before the store's outage predicts nothing now.
  const aboutMs =
    ahead === null || !perSecond || unreadable ? null : Math.round(((ahead + 1) / perSecond) * 1_000);
  const place = ahead === null ? 'how many are ahead is unknown' : `${formatCount(ahead)} ahead`;
  const pace =
    aboutMs !== null
      ? `, ${about(aboutMs)}`
      : perSecond === 0
        ? ', and nothing was applied in the last half minute'
        : '';
  const held = delivered ? ' A worker has it.' : '';
  const store = unreadable ? ' The store can’t be read now; the event is safe in the log.' : '';
  return { text: `${title} has not applied the event: ${place}${pace}.${held}${store}`, ahead, aboutMs };
}
