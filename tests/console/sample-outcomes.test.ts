import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  pauseOutcome,
  poisonOutcome,
  type SampleOutcome,
  trafficOutcome,
} from '../../components/features/samples/sample-outcomes.ts';
import { plainPhrase } from '../../components/ui/text/phrase.ts';
import type { SampleRun, StorePause } from '../../contracts/samples.ts';

const run = (changes: Partial<SampleRun>): SampleRun => ({
  ...{
    startedAt: 'S',
    endedAt: null,
    planned: 80,
    sent: 0,
    accepted: 0,
    applied: 0,
    rejected: 0,
    problem: null,
  },
  ...changes,
});
const pause = (changes: Partial<StorePause>): StorePause => ({
  ...{ startedAt: 'S', until: 'U', endedAt: null, waitingAt: null, recoveredAt: null },
  messages: run({ accepted: 20, applied: 20 }),
  ...changes,
});
const poison = (state: 'open' | 'resolved' | 'discarded' | null) =>
  poisonOutcome({
    sentAt: 'S',
    correlationId: 'c',
    deadLetter: state === null ? null : { id: 'history.1-0-1', state, since: 'T' },
  });

/** What is said of the first run: nothing is done before it is proven. */
describe('what became of a sample', () => {
  const ended = { endedAt: 'E', sent: 80, accepted: 80 };
  const cases: [SampleOutcome, string, RegExp][] = [
    [
      trafficOutcome(run({ sent: 12, accepted: 12, applied: 9 })),
      'sending',
      /^12 of 80 sent since S: 12 accepted, 9 applied\.$/,
    ],
    [trafficOutcome(run({ ...ended, applied: 79 })), 'on their way', /until E: 80 accepted, 79 applied\.$/],
    [
      trafficOutcome(run({ ...ended, applied: 80 })),
      'applied',
      /80 applied, each proven by a read of the history\.$/,
    ],
    [
      trafficOutcome(run({ ...ended, applied: 79, rejected: 1 })),
      'applied',
      /79 applied, 1 rejected by a rule, each proven/,
    ],
    [
      trafficOutcome(run({ endedAt: 'E', sent: 80, problem: '/problems/overloaded' })),
      'not accepted',
      /One was not accepted: \/problems\/overloaded\.$/,
    ],
    [poison(null), 'on its way', /no worker has given up on it yet/],
    [
      poison('open'),
      'open',
      /gave up on it at T\. Open it, choose Edit and replay, and rename body to text\.$/,
    ],
    [poison('resolved'), 'resolved', /^Put right at T: .* was read back from the history\.$/],
    [poison('discarded'), 'discarded', /^So since T\.$/],
    [pauseOutcome(pause({})), 'held', /^Held until U\./],
    [
      pauseOutcome(pause({ waitingAt: 'W' })),
      'waiting',
      /^The worker waits for its store since W, until U\./,
    ],
    [pauseOutcome(pause({ endedAt: 'E', waitingAt: 'W' })), 'going on', /^Let go at E\./],
    [
      pauseOutcome(
        pause({
          endedAt: 'E',
          waitingAt: 'W',
          recoveredAt: 'R',
          messages: run({ accepted: 20, applied: 19 }),
        }),
      ),
      'going on',
      /19 of them applied\.$/,
    ],
    [
      pauseOutcome(pause({ endedAt: 'E', waitingAt: 'W', recoveredAt: 'R' })),
      'recovered',
      /^The worker waited from W to R.*nothing needed replaying\.$/,
    ],
    [pauseOutcome(pause({ endedAt: 'E' })), 'recovered', /before any worker had to wait/],
  ];
  for (const [{ status, says }, word, sentence] of cases)
    test(`${word}: ${plainPhrase(says)}`, () => {
      assert.equal(status.word, word);
      assert.match(plainPhrase(says), sentence);
    });
});
