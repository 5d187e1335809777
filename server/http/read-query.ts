import type Type from 'typebox';
import { invalidRequest, pointerTo, type RequestFault } from './invalid-request.ts';
import { misnamedMembers } from './misnamed-members.ts';
import type { ProblemError } from './problem-error.ts';

/** A query as the router gives it: text, or an array if a parameter appears more than once. */
export type RawQuery = Readonly<Record<string, unknown>>;

type ReadValue = (name: string, text: string) => unknown;

/**
 * Makes the function that turns a query's text into values of the types in its schema; the validator checks them afterwards.
 * Each type has one form: whole numbers as `50`, booleans as `true` and `false`, lists with commas. The function throws
 * ProblemError for another form, and for a parameter that is empty, appears twice, or is not in the schema.
 */
export function queryReader(schema: Type.TObject | undefined): (query: RawQuery) => Record<string, unknown> {
  const readers = new Map(
    Object.entries(schema?.properties ?? {}).map(([name, property]) => [name, readerOf(property)]),
  );
  return (query) => {
    const values: Record<string, unknown> = {};
    for (const name of Object.keys(query)) {
      const read = readers.get(name);
      const text = query[name];
      if (!read) throw misnamed(query, schema);
      if (typeof text !== 'string') throw refuse(name, 'appears more than once');
      if (text === '') throw refuse(name, 'must not be empty');
      values[name] = read(name, text);
    }
    return values;
  };
}

function readerOf(property: Type.TSchema): ReadValue {
  switch ((property as { type?: string }).type) {
    case 'integer':
      return readInteger;
    case 'boolean':
      return readBoolean;
    case 'array':
      return (_name, text) => text.split(',');
    default:
      return (_name, text) => text;
  }
}

function readInteger(name: string, text: string): number {
  if (/^(?:0|-?[1-9][0-9]{0,14})$/.test(text)) return Number(text);
  throw refuse(name, 'must be a whole number, such as 50');
}

function readBoolean(name: string, text: string): boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  throw refuse(name, 'must be true or false');
}

/** Other parameters than those of the schema are unknown, although no schema says so. */
function misnamed(query: RawQuery, schema: Type.TObject | undefined): ProblemError {
  const of = { ...schema, additionalProperties: false };
  const faults = misnamedMembers(query, of, { in: 'query', pointer: '' });
  return invalidRequest(...(faults as [RequestFault, ...RequestFault[]]));
}

const refuse = (name: string, detail: string): ProblemError =>
  invalidRequest({ in: 'query', pointer: pointerTo(name), detail });
