import type { Operation } from '../../../contracts/operation.ts';
import type { StoredMessage } from '../connection/read-batch.ts';

const idOfTarget: Record<string, string> = {
  'dead-letter': 'deadLetterId',
  group: 'group',
  replay: 'replayId',
  consumer: 'consumer',
  alert: 'alert',
  'api-key': 'keyId',
  person: 'personId',
};
const listOfKind: Record<string, string> = {
  'replay-created': 'deadLetterIds',
  'replay-sending': 'deadLetterIds',
  'replay-outcomes': 'outcomes',
};

/** The action in a message of OPERATIONS; undefined if it holds none. */
export function readOperation({ bytes }: Pick<StoredMessage, 'bytes'>): Operation | undefined {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const texts = ['id', 'at', 'actor', 'requestId', 'kind', 'target', idOfTarget[String(value.target)] ?? ''];
  if (!texts.every((name) => typeof value[name] === 'string')) return undefined;
  const list = listOfKind[value.kind as string];
  return list === undefined || Array.isArray(value[list]) ? (value as unknown as Operation) : undefined;
}
