import type { DeadLetterGroupDetail } from '../../../../contracts/dead-letter-groups.ts';
import type { WorkerVersions } from '../../../api/models/worker-versions.ts';
import { formatCount } from '../../../ui/format/count.ts';
import type { Phrase } from '../../../ui/text/phrase.ts';

/** A version that began so long before the first failure is not what they began with. */
const BEGAN_WITHIN_MS = 3_600_000;
/** As many as the group's page offers to replay first. */
const FIRST = 10;

export interface GroupVersions {
  group: Pick<DeadLetterGroupDetail['group'], 'firstFailedAt' | 'failedAt' | 'states'>;
  sinceThen: { workerVersions: Pick<DeadLetterGroupDetail['sinceThen']['workerVersions'], 'first' | 'last'> };
}

/** With which version of the worker a group failed, which is at work now, and what that means for a replay. */
export function versionSentence(
  { group, sinceThen }: GroupVersions,
  started: WorkerVersions | null | undefined,
): Phrase {
  const { first, last } = sinceThen.workerVersions;
  if (!started) return [`Failed last on version ${last}; which version is at work now is unknown.`];
  const { now, before, back } = started;
  const failedSince = Date.parse(group.failedAt) > Date.parse(now.since);
  if (last !== now.version && first === now.version && !failedSince)
    return [
      `${now.version} is back since `,
      { at: now.since },
      ', none has failed since; but they began on it: mend what they fail on before replaying.',
    ];
  if (last !== now.version)
    return failedSince
      ? [
          `Version ${now.version} is at work since `,
          { at: now.since },
          `, but after that they still failed on ${last}: see that no worker of it is left.`,
        ]
      : [
          back ? `${now.version} is back since ` : `Version ${now.version} is at work since `,
          { at: now.since },
          `, none has failed since: ${whatToReplay(group.states.open)}.`,
        ];
  if (!failedSince)
    return [
      `Version ${now.version}, on which these failed, is at work again since `,
      { at: now.since },
      `; none has failed since: ${whatToReplay(group.states.open)} only if what they failed on is mended.`,
    ];
  const age = Date.parse(group.firstFailedAt) - Date.parse(now.since);
  if (first === now.version && before !== null && age >= 0 && age < BEGAN_WITHIN_MS)
    return [`Began with version ${now.version}, which is still at work: roll it back before replaying.`];
  return [
    `Failed last on version ${now.version}, at work since `,
    { at: now.since },
    ': mend what they fail on before replaying.',
  ];
}

const whatToReplay = (open: number): string =>
  open === 1 ? 'replay it' : open <= FIRST ? `replay the ${formatCount(open)}` : 'replay the first ten';
