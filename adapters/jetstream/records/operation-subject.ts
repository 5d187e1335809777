import type { Operation } from '../../../contracts/operation.ts';
import { alertSubject, apiKeyActionSubject, replaySubject } from '../streams/stream-layout.ts';

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
      return `operations.person.${operation.personId}`;
    case 'api-key':
      return apiKeyActionSubject(operation.keyId);
  }
}
