import type Type from 'typebox';
import { PROBLEMS, type ProblemName, problemType } from '../../contracts/problem.ts';

export type Json = Record<string, unknown>;

/** What an OpenAPI document contains once, under its components, and refers to everywhere else: named schemas, and problems. */
export class Components {
  readonly schemas: Json = {};
  readonly examples: Json = {};

  /** The schema as the document writes it elsewhere: a reference, if it is named. */
  refer(schema: Type.TSchema): Json {
    const { $id: name } = schema as Json;
    if (typeof name === 'string' && Object.hasOwn(this.schemas, name)) return referenceTo('schemas', name);
    return JSON.parse(JSON.stringify(schema), (key, value: unknown) => {
      const { $id, ...rest } = (value ?? {}) as Json;
      if (key === 'properties' || typeof $id !== 'string') return value;
      this.schemas[$id] = rest;
      return referenceTo('schemas', $id);
    });
  }

  /** A problem document of this type, as an example. */
  exampleOfProblem(name: ProblemName): Json {
    const { status, title, remedy } = PROBLEMS[name];
    const value = { type: problemType(name), title, status, detail: remedy, correlationId: 'checkout-4711' };
    this.examples[name] = { summary: title, value };
    return referenceTo('examples', name);
  }
}

const referenceTo = (kind: string, name: string): Json => ({ $ref: `#/components/${kind}/${name}` });
