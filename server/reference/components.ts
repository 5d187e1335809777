import type Type from 'typebox';

export type Json = Record<string, unknown>;

/** An OpenAPI document contains each named schema once, under its components, and refers to it everywhere else. */
export class Components {
  readonly schemas: Json = {};

  /** The schema as the document writes it elsewhere: a reference, if it is named. */
  refer(schema: Type.TSchema): Json {
    const { $id: name } = schema as Json;
    if (typeof name === 'string' && Object.hasOwn(this.schemas, name)) return referenceTo(name);
    return JSON.parse(JSON.stringify(schema), (key, value: unknown) => {
      const { $id, ...rest } = (value ?? {}) as Json;
      if (key === 'properties' || typeof $id !== 'string') return value;
      this.schemas[$id] = rest;
      return referenceTo($id);
    });
  }
}

const referenceTo = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
