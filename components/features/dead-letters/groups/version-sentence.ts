import type { DeadLetterGroupDetail } from '../../../../contracts/dead-letter-groups.ts';
import { formatCount } from '../../../../contracts/words/count.ts';
import { UNDECODABLE } from '../../../api/models/still-at-work.ts';
import type { WorkerVersions } from '../../../api/models/worker-versions.ts';
import type { Phrase } from '../../../ui/text/phrase.ts';

/** A version that started this long before the first failure is not the one that caused it. */
const BEGAN_WITHIN_MS = 3_600_000;
/** As many as the group's page offers to replay first. */
const FIRST = 10;

interface GroupVersions {
  group: Pick<DeadLetterGroupDetail['group'], 'firstFailedAt' | 'failedAt' | 'states'> & {
    newest: Pick<DeadLetterGroupDetail['group']['newest'], 'code'>;
  };
  sinceThen: { workerVersions: Pick<DeadLetterGroupDetail['sinceThen']['workerVersions'], 'first' | 'last'> };
}

/** The version of the worker on which a group failed, the running version, and what that means for a replay. */
export function versionSentence(
  { group, sinceThen }: GroupVersions,
  started: WorkerVersions | null | undefined,
): Phrase {
  if (group.newest.code === UNDECODABLE)
    return [
      'These are no events, so no version of the worker can apply them: discard them, and find out what wrote them to the log.',
    ];
  const { first, last } = sinceThen.workerVersions;
  if (!started) return [`Failed last on version ${last}; the version running now is unknown.`];
  const { now, before, back } = started;
  const failedSince = Date.parse(group.failedAt) > Date.parse(now.since);
  if (last !== now.version && first === now.version && !failedSince)
    return [
      `${now.version} has been back since `,
      { at: now.since },
      '; none has failed since, but they began on it: fix the cause before replaying.',
    ];
  if (last !== now.version)
    return failedSince
      ? [
          `Version ${now.version} has been running since `,
          { at: now.since },
          `, but some still failed later on ${last}: check that no such worker is left.`,
        ]
      : [
          back ? `${now.version} has been back since ` : `Version ${now.version} has been running since `,
          { at: now.since },
          `, none has failed since: ${whatToReplay(group.states.open)}.`,
        ];
  if (!failedSince)
    return [
      `Version ${now.version}, on which these failed, has been running again since `,
      { at: now.since },
      `; none has failed since: ${whatToReplay(group.states.open)} only if the cause is fixed.`,
    ];
  const age = Date.parse(group.firstFailedAt) - Date.parse(now.since);
  if (first === now.version && before !== null && age >= 0 && age < BEGAN_WITHIN_MS)
    return [`Began with version ${now.version}, which is still running: roll it back before replaying.`];
  return [
    `Failed last on version ${now.version}, running since `,
    { at: now.since },
    ': fix the cause before replaying.',
  ];
}

const whatToReplay = (open: number): string =>
  open === 1 ? 'replay it' : open <= FIRST ? `replay the ${formatCount(open)}` : 'replay the first ten';
