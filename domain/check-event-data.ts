import { Compile } from 'typebox/schema';
import { commands } from './catalog.ts';

const validators = new Map(
  commands.map((command) => [command.eventType, Compile(command.event.data)] as const),
);

/** Checks data against the schema of its event type: undefined if it matches, otherwise a code and a sentence. */
export function checkEventData(
  eventType: string,
  data: unknown,
): { code: string; detail: string } | undefined {
  const validator = validators.get(eventType);
  if (!validator) {
    return { code: 'unknown-event-type', detail: `This version does not know events of type ${eventType}.` };
  }
  if (validator.Check(data)) return undefined;
  const [, [first]] = validator.Errors(data);
  return {
    code: 'schema-violation',
    detail:
      `The data of ${eventType} does not fit its schema: ${first?.instancePath || '/'} ${first?.message ?? ''}`.trim(),
  };
}

interface DataFault {
  /** A JSON pointer into the data. */
  pointer: string;
  detail: string;
}

/** The most faults reported for one event. */
const MAX_FAULTS = 20;

/** Where data does not match the schema of its event type; empty for a type that this version does not know. */
export function dataFaults(eventType: string, data: unknown): DataFault[] {
  const validator = validators.get(eventType);
  if (!validator || validator.Check(data)) return [];
  const [, faults] = validator.Errors(data);
  return faults
    .slice(0, MAX_FAULTS)
    .map(({ instancePath, message }) => ({ pointer: instancePath, detail: message }));
}
