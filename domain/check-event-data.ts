import { Compile } from 'typebox/compile';
import { commands } from './catalog.ts';

const validators = new Map(
  commands.map((command) => [command.eventType, Compile(command.event.data)] as const),
);

/** Whether data fits the schema of its event type; undefined when it does, else a code and a sentence. */
export function checkEventData(
  eventType: string,
  data: unknown,
): { code: string; detail: string } | undefined {
  const validator = validators.get(eventType);
  if (!validator) {
    return { code: 'unknown-event-type', detail: `This version does not know events of type ${eventType}.` };
  }
  if (validator.Check(data)) return undefined;
  const first = validator.Errors(data)[0];
  return {
    code: 'schema-violation',
    detail:
      `The data of ${eventType} does not fit its schema: ${first?.instancePath || '/'} ${first?.message ?? ''}`.trim(),
  };
}

/** Everything in which data does not fit the schema of its event type, by JSON pointers; none where it fits. */
export function eventDataFaults(eventType: string, data: unknown): { pointer: string; detail: string }[] {
  const validator = validators.get(eventType);
  if (!validator) return [{ pointer: '', detail: `This version does not know events of type ${eventType}.` }];
  if (validator.Check(data)) return [];
  return [...validator.Errors(data)].map(({ instancePath, message }) => ({
    pointer: instancePath,
    detail: message,
  }));
}
