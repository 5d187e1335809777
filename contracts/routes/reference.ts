import Type from 'typebox';
import { defineRoutes } from './route.ts';

/** The reference of an API: as OpenAPI at one path, for people at the other. Anyone may read it. */
export const referenceRoutes = <const Openapi extends `/${string}`, const Page extends `/${string}`>(
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
      path: openapi,
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
      path: page,
      summary: 'Read this reference',
      permission: null,
      answers: { 200: { description: 'A page.', media: 'text/html' } },
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
          examples: ['invalid-request'],
        }),
      }),
      answers: {
        200: {
          description: 'The problem.',
          schema: Type.Object({
            type: Type.String(),
            status: Type.Integer(),
            title: Type.String({ description: 'The cause.' }),
            remedy: Type.String({ description: 'What to do.' }),
          }),
        },
      },
      problems: ['not-found'],
    },
  });
