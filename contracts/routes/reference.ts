import { PROBLEMS, problemType } from '../problem.ts';
import * as Type from '../type.ts';
import { defineRoutes } from './route.ts';

const EXAMPLE = 'invalid-request';

/** The reference of an API: as OpenAPI at one path, for people at the other, both without their first slash. Anyone may read it. */
export const referenceRoutes = <const Openapi extends string, const Page extends string>(
  openapi: Openapi,
  page: Page,
) =>
  defineRoutes({
    'open-reference': {
      method: 'GET',
      path: '/',
      summary: 'Go to the reference',
      permission: null,
      answers: { 302: { description: 'The reference is at Location.', media: null } },
    },
    'read-openapi': {
      method: 'GET',
      path: `/${openapi}`,
      summary: 'Read this API as OpenAPI 3.1',
      permission: null,
      answers: {
        200: {
          description: 'The description of this API.',
          schema: Type.Record(Type.String(), Type.Unknown()),
        },
      },
    },
    'read-reference': {
      method: 'GET',
      path: `/${page}`,
      summary: 'Read this reference',
      permission: null,
      answers: { 200: { description: 'A page.', media: 'text/html' } },
    },
    'read-reference-script': {
      method: 'GET',
      path: `/${page}/reference.js`,
      summary: 'Read the script of the reference',
      permission: null,
      answers: { 200: { description: 'Swagger UI.', media: 'text/javascript' } },
    },
    'read-reference-styles': {
      method: 'GET',
      path: `/${page}/reference.css`,
      summary: 'Read the styles of the reference',
      permission: null,
      answers: { 200: { description: 'The styles of Swagger UI.', media: 'text/css' } },
    },
    'read-problem-type': {
      method: 'GET',
      path: '/problems/:name',
      summary: 'Read about a problem',
      description: 'The `type` of a problem document links here.',
      permission: null,
      params: Type.Object({
        name: Type.String({
          minLength: 1,
          maxLength: 64,
          description: 'The name of the problem.',
          examples: [EXAMPLE],
        }),
      }),
      answers: {
        200: {
          description: 'The problem.',
          schema: Type.Object({
            type: Type.String({ examples: [problemType(EXAMPLE)] }),
            status: Type.Integer({ examples: [PROBLEMS[EXAMPLE].status] }),
            title: Type.String({ description: 'The cause.', examples: [PROBLEMS[EXAMPLE].title] }),
            remedy: Type.String({ description: 'What to do.', examples: [PROBLEMS[EXAMPLE].remedy] }),
          }),
          alsoPage: true,
        },
      },
      problems: ['not-found'],
    },
  });
