import { code, prose, text } from './html.ts';
import type { OpenApiDocument, Operation } from './openapi-document.ts';
import { renderOperation } from './render-operation.ts';

const STYLE = `
:root{color-scheme:light dark}
body{font:14px/1.5 system-ui,sans-serif;max-width:72rem;margin:0 auto;padding:24px 16px;color:CanvasText;background:Canvas}
h1{font-size:24px;line-height:32px}h2{font-size:18px;margin-top:40px}
h3{font-size:15px;margin-top:32px;border-top:1px solid;padding-top:16px}
code,pre{font:12px/18px ui-monospace,monospace}pre{overflow:auto;padding:12px;border:1px solid}
table{border-collapse:collapse;width:100%;margin:12px 0}td,th{text-align:left;vertical-align:top;padding:4px 12px 4px 0;border-bottom:1px solid}
.method{display:inline-block;min-width:4.5em;font-weight:650}`;

interface Entry {
  path: string;
  method: string;
  operation: Operation;
}

/** An API's OpenAPI document as one page for people, without scripts or anything loaded from elsewhere. */
export function renderReference(document: OpenApiDocument, openapiPath: string): string {
  const { info, paths, components } = document;
  const entries = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Entry => ({ path, method, operation })),
  );
  const tags = [...new Set(entries.flatMap(({ operation }) => operation.tags))];
  const of = (tag: string) => entries.filter(({ operation }) => operation.tags.includes(tag));
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>API reference · ${text(info.title)}</title><style>${STYLE}</style></head><body>
<h1>${text(info.title)} API reference</h1><p>${prose(info.description)}</p>
<p>Send ${code('Authorization: Bearer <key>')} with every request that names a permission. For programs: <a href="${text(openapiPath)}">${text(openapiPath)}</a> (OpenAPI 3.1).</p>
<nav aria-label="Operations">${tags.map((tag) => renderContents(tag, of(tag))).join('')}</nav>
${tags.map((tag) => `<h2>${text(tag)}</h2>${of(tag).map(renderEntry).join('\n')}`).join('\n')}
<h2>Schemas</h2>${Object.entries(components.schemas).map(renderSchema).join('\n')}</body></html>`;
}

const renderContents = (tag: string, entries: readonly Entry[]): string =>
  `<p><strong>${text(tag)}</strong></p><ul>${entries
    .map(
      ({ path, method, operation }) =>
        `<li><a href="#${text(operation.operationId)}">${text(operation.summary)}</a> ${code(`${method.toUpperCase()} ${path}`)}</li>`,
    )
    .join('')}</ul>`;

const renderEntry = ({ path, method, operation }: Entry): string => renderOperation(path, method, operation);

const renderSchema = ([name, schema]: [string, unknown]): string =>
  `<details id="schema-${text(name)}"><summary>${text(name)}</summary><pre>${text(JSON.stringify(schema, null, 2))}</pre></details>`;
