import type Type from 'typebox';
import { exampleText } from './example-texts.ts';

/** The keywords of JSON Schema that this reads. */
interface Schema {
  type?: string;
  const?: unknown;
  enum?: readonly unknown[];
  examples?: readonly unknown[];
  anyOf?: readonly Schema[];
  allOf?: readonly Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: readonly string[];
  minimum?: number;
}

/**
 * An example of a schema, as its sender writes it: its first example, otherwise one made from its parts. Optional members of an
 * object are left out unless they have an example. `name` is the member that has the schema: a text without an example takes the
 * example of its name.
 */
export function exampleOf(schema: Type.TSchema, name = ''): unknown {
  const {
    type,
    examples,
    anyOf,
    allOf,
    items,
    properties,
    required = [],
    minimum,
    ...rest
  } = schema as Schema;
  const of = (part: Schema, called = name) => exampleOf(part as Type.TSchema, called);
  if (examples?.length) return examples[0];
  if (rest.const !== undefined) return rest.const;
  if (rest.enum?.length) return rest.enum[0];
  if (anyOf?.length) return of(anyOf[0] as Schema);
  if (allOf?.length) return Object.assign({}, ...allOf.map((part) => of(part)));
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(properties ?? {})
          .filter(([member, { examples }]) => required.includes(member) || examples?.length)
          .map(([member, part]) => [member, of(part, member)]),
      );
    case 'array':
      return items ? [of(items)] : [];
    case 'string':
      return exampleText(name);
    case 'boolean':
      return false;
    case 'integer':
    case 'number':
      return minimum ?? 1;
    default:
      return null;
  }
}
