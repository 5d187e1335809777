import { SENT_CORRELATION_ID_PATTERN } from '../../contracts/correlation-id.ts';
import type { RouteTable } from '../../contracts/routes/route.ts';
import { Components, type Json } from './components.ts';
import { describeRoute } from './describe-route.ts';

export interface ApiDescription {
  title: string;
  description: string;
  /** Where a reader gets a key. */
  aboutKeys: string;
  version: string;
  routes: RouteTable;
}

/** The OpenAPI 3.1 document of an API, from the declarations of its routes. */
export function describeApi({ title, description, aboutKeys, version, routes }: ApiDescription): Json {
  const components = new Components();
  const paths: Record<string, Json> = {};
  for (const route of Object.values(routes)) {
    const path = route.path.replace(/:([A-Za-z]+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(route, components) };
  }
  return {
    openapi: '3.1.0',
    info: { title, version, description },
    servers: [{ url: '/' }],
    security: [{ key: [] }],
    paths,
    components: {
      schemas: components.schemas,
      examples: components.examples,
      headers: {
        CorrelationId: {
          description: 'The correlation id of the request; generated if the request has none.',
          required: true,
          schema: { type: 'string', pattern: SENT_CORRELATION_ID_PATTERN },
        },
      },
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: aboutKeys } },
    },
  };
}
