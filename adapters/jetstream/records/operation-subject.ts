import type { Operation } from '../../../contracts/operation.ts';
import { alertSubject, apiKeyActionSubject, replaySubject } from '../streams/stream-layout.ts';

/** What people do with their own access: it overtakes no action on them. */
const SELF_RECORDED: ReadonlySet<string> = new Set([
  'joined',
  'signed-in',
  'sign-in-refused',
  'signed-out',
  'password-changed',
]);

/** The subject of an action, by its target: see `contracts/operation.ts`. */
export function operationSubject(operation: Operation): string {
  switch (operation.target) {
    case 'dead-letter':
      return `operations.dead-letter.${operation.deadLetterId}`;
    case 'group':
      return `operations.group.${operation.group}`;
    case 'replay':
      return replaySubject(operation.replayId);
    case 'consumer':
      return `operations.consumer.${operation.stream}.${operation.consumer}`;
    case 'alert':
      return alertSubject(operation.alert);
    case 'person':
      // Written beside the actions of admins, which are refused if another action came first.
      return `operations.${SELF_RECORDED.has(operation.kind) ? 'sign-in' : 'person'}.${operation.personId}`;
    case 'api-key':
      return apiKeyActionSubject(operation.keyId);
  }
}
