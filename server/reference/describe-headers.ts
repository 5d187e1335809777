import type Type from 'typebox';
import type { Components, Json } from './components.ts';

/** Headers of an answer as the OpenAPI document has them, with the correlation id that every answer has. */
export const describeHeaders = (
  headers: Readonly<Record<string, Type.TSchema>>,
  components: Components,
): Json => ({
  ...Object.fromEntries(
    Object.entries(headers).map(([name, schema]) => [
      name,
      { description: (schema as Json).description, schema: components.refer(schema) },
    ]),
  ),
  'X-Correlation-Id': { $ref: '#/components/headers/CorrelationId' },
});
