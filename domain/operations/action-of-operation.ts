import type { Action } from '../../contracts/dead-letters.ts';
import type { Operation } from '../../contracts/operation.ts';

/** Longer lists are given as a number: a replay may select 100,000 ids. */
const MAX_LISTED = 20;

const targetIdOf = (operation: Operation): string => {
  switch (operation.target) {
    case 'dead-letter':
      return operation.deadLetterId;
    case 'group':
      return operation.group;
    case 'replay':
      return operation.replayId;
    case 'consumer':
      return `${operation.stream}.${operation.consumer}`;
    case 'alert':
      return operation.alert;
    case 'person':
      return operation.personId;
    case 'api-key':
      return operation.keyId;
  }
};

/** A message of OPERATIONS as the audit log lists it. */
export function actionOfOperation(sequence: number, operation: Operation): Action {
  const { id, at, actor, requestId, reason, kind, target, ...rest } = operation as Operation &
    Record<string, unknown>;
  const details = Object.entries(rest)
    .filter(
      ([name]) =>
        !['deadLetterId', 'group', 'replayId', 'consumer', 'stream', 'alert', 'keyId', 'personId'].includes(
          name,
        ),
    )
    .flatMap(([name, value]): [string, unknown][] =>
      Array.isArray(value) && value.length > MAX_LISTED
        ? [
            [name, value.slice(0, MAX_LISTED)],
            [`${name}Count`, value.length],
          ]
        : [[name, value]],
    );
  return {
    sequence,
    id,
    at,
    actor,
    kind,
    target,
    targetId: targetIdOf(operation),
    requestId,
    reason: reason ?? null,
    details: Object.fromEntries(details),
  };
}
