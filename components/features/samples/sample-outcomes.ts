import type { SamplePoison, SampleRun, StorePause } from '../../../contracts/samples.ts';
import { countOf, formatCount } from '../../ui/format/count.ts';
import { deadLetterStatus } from '../../ui/status/dead-letter-status.ts';
import type { Status } from '../../ui/status/family.ts';
import { sampleStatus } from '../../ui/status/sample-status.ts';
import type { Phrase } from '../../ui/text/phrase.ts';

/** What became of an act so far: never more than was proven. */
export interface SampleOutcome {
  status: Status;
  says: Phrase;
}

const rejectedOf = ({ rejected }: SampleRun): string =>
  rejected === 0 ? '' : `, ${formatCount(rejected)} rejected by a rule`;

const problemOf = ({ problem }: SampleRun): string =>
  problem === null ? '' : ` One was not accepted: ${problem}.`;

export function trafficOutcome(run: SampleRun): SampleOutcome {
  const { endedAt, planned, sent, accepted, applied, rejected } = run;
  const counts = `${formatCount(accepted)} accepted, ${formatCount(applied)} applied${rejectedOf(run)}`;
  if (endedAt === null)
    return {
      status: sampleStatus.sending,
      says: [
        `${formatCount(sent)} of ${formatCount(planned)} sent since `,
        { at: run.startedAt },
        `: ${counts}.`,
      ],
    };
  const proven = applied + rejected === accepted;
  return {
    status: accepted === 0 ? sampleStatus.refused : proven ? sampleStatus.applied : sampleStatus.onTheirWay,
    says: [
      `${countOf(sent, 'command')} sent until `,
      { at: endedAt },
      `: ${counts}${proven ? ', each proven by a read of the history' : ''}.${problemOf(run)}`,
    ],
  };
}

export function poisonOutcome({ sentAt, deadLetter }: SamplePoison): SampleOutcome {
  if (deadLetter === null)
    return {
      status: sampleStatus.poisonOnItsWay,
      says: ['In the log since ', { at: sentAt }, '; no worker has given up on it yet.'],
    };
  const status = deadLetterStatus[deadLetter.state];
  if (deadLetter.state === 'open')
    return {
      status,
      says: [
        'A worker gave up on it at ',
        { at: deadLetter.since },
        '. Open it, choose Edit and replay, and rename body to text.',
      ],
    };
  return {
    status,
    says:
      deadLetter.state === 'resolved'
        ? [
            'Put right at ',
            { at: deadLetter.since },
            ': the event in its place was read back from the history.',
          ]
        : ['So since ', { at: deadLetter.since }, '.'],
  };
}

export function pauseOutcome({
  until,
  endedAt,
  waitingAt,
  recoveredAt,
  messages,
}: StorePause): SampleOutcome {
  const { accepted, applied } = messages;
  const counts = `${countOf(accepted, 'command')} accepted meanwhile, ${formatCount(applied)} of them applied.`;
  if (endedAt === null)
    return waitingAt === null
      ? {
          status: sampleStatus.held,
          says: [
            'Held until ',
            { at: until },
            `. A worker tries for some seconds before it waits. ${counts}`,
          ],
        }
      : {
          status: sampleStatus.waiting,
          says: [
            'The worker waits for its store since ',
            { at: waitingAt },
            `, until `,
            { at: until },
            `. ${counts}`,
          ],
        };
  if (waitingAt === null)
    return {
      status: applied === accepted ? sampleStatus.recovered : sampleStatus.catchingUp,
      says: ['Let go at ', { at: endedAt }, `, before any worker had to wait. ${counts}`],
    };
  if (recoveredAt === null || applied < accepted)
    return {
      status: sampleStatus.catchingUp,
      says: ['Let go at ', { at: endedAt }, `. The worker goes on by itself. ${counts}`],
    };
  return {
    status: sampleStatus.recovered,
    says: [
      'The worker waited from ',
      { at: waitingAt },
      ' to ',
      { at: recoveredAt },
      `, and went on by itself. ${counts} Nothing was lost, nothing needed replaying.`,
    ],
  };
}
