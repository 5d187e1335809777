import { page, text } from './html.ts';

/** The paths that the pages of the reference load or link to. */
export interface ReferencePaths {
  openapi: string;
  reference: string;
  script: string;
  styles: string;
}

/** The page of an API's reference. Its script shows the OpenAPI document; without scripts, a link leads there. */
export const referencePage = (title: string, { openapi, script, styles }: ReferencePaths): string =>
  page({
    title: `${title} API reference`,
    head: `<link rel="stylesheet" href="${styles}"><script defer src="${script}"></script>`,
    body: `<main id="reference" data-openapi="${openapi}"><noscript>This page needs JavaScript. For programs, and without it: <a href="${openapi}">${text(openapi)}</a> (OpenAPI 3.1).</noscript></main>`,
  });
