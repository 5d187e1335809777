import type Type from 'typebox';

/** The parts of a declaration that must agree. */
interface Checked {
  path: string;
  params?: Type.TObject;
  query?: Type.TObject;
}

/** The types that text in a query can carry. */
const IN_A_QUERY = new Set(['string', 'integer', 'boolean', 'array']);

/** Checks what the types of a declaration can't. Throws TypeError. */
export function checkDeclaration(id: string, { path, params, query }: Checked): void {
  if (!/^[a-z][a-z0-9-]*$/.test(id)) throw new TypeError(`route ${id}: use kebab-case for its id`);
  const named = [...path.matchAll(/:([A-Za-z]+)/g)].map(([, name]) => name).sort();
  const declared = Object.keys(params?.properties ?? {}).sort();
  if (named.join() !== declared.join()) {
    throw new TypeError(`route ${id}: ${path} does not have the parameters ${declared.join(', ') || 'none'}`);
  }
  for (const [name, schema] of Object.entries(query?.properties ?? {})) {
    const { type = 'string' } = schema as { type?: string };
    if (!IN_A_QUERY.has(type)) throw new TypeError(`route ${id}: the query cannot carry ${name}, a ${type}`);
  }
}
