import type { Replay } from '../../../../contracts/replay.ts';
import { countOf, formatCount } from '../../../../contracts/words/count.ts';

export type Steering = 'pause' | 'resume' | 'cancel';

interface SteeringWords {
  title: string;
  button: string;
  reach: string;
  notTouched: string;
  reason: 'required' | 'optional';
  danger: boolean;
}

/** The actions that a replay's state allows, the most likely first. */
export function steeringsOf({ state, finishedAt }: Pick<Replay, 'state' | 'finishedAt'>): Steering[] {
  if (finishedAt !== null) return [];
  if (state === 'running') return ['pause', 'cancel'];
  if (state === 'paused') return ['resume', 'cancel'];
  return state === 'creating' ? ['cancel'] : [];
}

const deadLetters = (count: number): string => countOf(count, 'dead letter');
const underWay = (count: number): string =>
  count === 0 ? 'Nothing is under way now.' : `${deadLetters(count)} under way will finish.`;

/** The outcome of the first ones: `10 applied, 0 failed`. */
function endedSoFar({ applied, superseded, rejected, failedAgain, skipped }: Replay['outcomes']): string {
  const rest = [
    [superseded, 'superseded'],
    [rejected, 'rejected'],
    [skipped, 'skipped'],
  ] as const;
  return [
    `${formatCount(applied)} applied`,
    `${formatCount(failedAgain)} failed`,
    ...rest.filter(([count]) => count > 0).map(([count, word]) => `${formatCount(count)} ${word}`),
  ].join(', ');
}

/** For each action its title, its effect, and what it doesn't change. */
export function steeringWords(steering: Steering, job: Replay): SteeringWords {
  const { waiting, pausedBy, outcomes } = job;
  switch (steering) {
    case 'pause':
      return {
        title: `Pause the replay before ${deadLetters(waiting)}`,
        button: 'Pause',
        reach: `Sending stops: ${deadLetters(waiting)} wait until somebody resumes or cancels.`,
        notTouched: `${underWay(job.underWay)} Ended dead letters do not change.`,
        reason: 'optional',
        danger: false,
      };
    case 'resume':
      return {
        title:
          pausedBy === 'canary'
            ? `Resume with the remaining ${formatCount(waiting)}`
            : `Resume with ${deadLetters(waiting)}`,
        button: pausedBy === 'canary' ? `Resume with ${formatCount(waiting)}` : 'Resume',
        reach:
          pausedBy === 'canary'
            ? `${endedSoFar(outcomes)}. The remaining ${formatCount(waiting)} are sent at most ${formatCount(job.pace.ratePerSecond)} a second.`
            : `${deadLetters(waiting)} waiting are sent, at most ${formatCount(job.pace.ratePerSecond)} a second.`,
        notTouched:
          pausedBy === 'failures'
            ? 'The replay stops by itself again at the same share of failures, counted from now on.'
            : 'The replay still stops by itself at too many failures.',
        // The replay stopped because too many failed, so the audit log needs a reason why resuming is right.
        reason: pausedBy === 'failures' ? 'required' : 'optional',
        danger: false,
      };
    case 'cancel':
      return {
        title: `Cancel the replay before ${deadLetters(waiting)}`,
        button: `Cancel ${formatCount(waiting)}`,
        reach: `${deadLetters(waiting)} are not sent and do not change. A cancelled replay can’t be resumed; another replay may include them.`,
        notTouched: `${underWay(job.underWay)} What was applied is not undone.`,
        reason: 'required',
        danger: true,
      };
  }
}

/** The words of a button on the card, which opens its dialog. */
export function steeringButton(steering: Steering, { waiting, pausedBy }: Replay): string {
  if (steering === 'pause') return 'Pause…';
  if (steering === 'cancel') return waiting > 0 ? `Cancel ${formatCount(waiting)}…` : 'Cancel…';
  return pausedBy === 'canary' ? `Resume with the remaining ${formatCount(waiting)}…` : 'Resume…';
}
