type Json = Record<string, unknown>;

interface Operation {
  summary?: string;
  description?: string;
  parameters?: { name: string; in: string; required?: boolean; description?: string }[];
  requestBody?: { content: Record<string, { schema: unknown }> };
  responses: Record<string, { description: string }>;
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const text = (value: unknown): string =>
  String(value ?? '').replace(/[&<>"]/g, (sign) => escapes[sign] as string);

/** Descriptions mark code by backticks. */
const prose = (value: unknown): string => text(value).replace(/`([^`]+)`/g, '<code>$1</code>');

const STYLE = `
:root{color-scheme:light dark}
body{font:14px/1.5 system-ui,sans-serif;max-width:72rem;margin:0 auto;padding:24px 16px;color:CanvasText;background:Canvas}
h1{font-size:24px;line-height:32px}h2{font-size:16px;margin-top:32px;border-top:1px solid;padding-top:16px}
code,pre{font:12px/18px ui-monospace,monospace}pre{overflow:auto;padding:12px;border:1px solid}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:4px 12px 4px 0;border-bottom:1px solid}
.method{display:inline-block;min-width:4.5em;font-weight:650}`;

/** The API's description as one page for people: no script, nothing loaded from elsewhere. */
export function renderReference(description: Json, openapiPath: string): string {
  const { info, paths } = description as {
    info: { title: string; description: string };
    paths: Record<string, Json>;
  };
  const sections = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) =>
      renderOperation(path, method, operation as Operation),
    ),
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>API reference · ${text(info.title)}</title><style>${STYLE}</style></head><body>
<h1>${text(info.title)} API reference</h1><p>${prose(info.description)}</p>
<p>Send <code>Authorization: Bearer &lt;key&gt;</code> with every request that names a permission. For programs: <a href="${openapiPath}">${openapiPath}</a> (OpenAPI 3.1).</p>
${sections.join('\n')}</body></html>`;
}

function renderOperation(path: string, method: string, operation: Operation): string {
  const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema;
  const parameters = (operation.parameters ?? []).map(
    (parameter) =>
      `<tr><td><code>${text(parameter.name)}</code></td><td>${text(parameter.in)}${parameter.required ? ', required' : ''}</td><td>${prose(parameter.description)}</td></tr>`,
  );
  const responses = Object.entries(operation.responses).map(
    ([status, response]) =>
      `<tr><td><code>${text(status)}</code></td><td>${prose(response.description)}</td></tr>`,
  );
  return `<section><h2><span class="method">${text(method.toUpperCase())}</span> <code>${text(path)}</code></h2>
<p><strong>${text(operation.summary)}.</strong> ${prose(operation.description)}</p>
${parameters.length ? `<table><thead><tr><th scope="col">Parameter</th><th scope="col">In</th><th scope="col">Meaning</th></tr></thead><tbody>${parameters.join('')}</tbody></table>` : ''}
${body ? `<p>Body:</p><pre>${text(JSON.stringify(body, null, 2))}</pre>` : ''}
<table><thead><tr><th scope="col">Answer</th><th scope="col">Meaning</th></tr></thead><tbody>${responses.join('')}</tbody></table></section>`;
}
