import type Type from 'typebox';

/** The keywords of JSON Schema that this reads. */
interface Schema {
  type?: string;
  const?: unknown;
  enum?: readonly unknown[];
  examples?: readonly unknown[];
  anyOf?: readonly Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: readonly string[];
  minimum?: number;
}

/**
 * An example of a schema, as its sender writes it: its first example, otherwise one made from its parts. Optional members of an
 * object are left out unless they have an example.
 */
export function exampleOf(schema: Type.TSchema): unknown {
  const { type, examples, anyOf, items, properties, required = [], minimum, ...rest } = schema as Schema;
  if (examples?.length) return examples[0];
  if (rest.const !== undefined) return rest.const;
  if (rest.enum?.length) return rest.enum[0];
  if (anyOf?.length) return exampleOf(anyOf[0] as Type.TSchema);
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(properties ?? {})
          .filter(([name, member]) => required.includes(name) || member.examples?.length)
          .map(([name, member]) => [name, exampleOf(member as Type.TSchema)]),
      );
    case 'array':
      return items ? [exampleOf(items as Type.TSchema)] : [];
    case 'string':
      return 'text';
    case 'boolean':
      return false;
    case 'integer':
    case 'number':
      return minimum ?? 1;
    default:
      return null;
  }
}
