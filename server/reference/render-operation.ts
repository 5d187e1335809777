import { PROBLEM_MEDIA_TYPE } from '../http/problem-document.ts';
import { code, prose, table, text } from './html.ts';
import type { Operation, OperationAnswer, Parameter } from './openapi-document.ts';

/** One operation as a section of the reference page. */
export function renderOperation(path: string, method: string, operation: Operation): string {
  const { operationId, summary, description, parameters, requestBody, responses } = operation;
  const permission = operation['x-permission'];
  const [body] = Object.values(requestBody?.content ?? {});
  return `<section><h3 id="${text(operationId)}"><span class="method">${text(method.toUpperCase())}</span> ${code(path)}</h3>
<p><strong>${text(summary)}.</strong> ${prose(description)}</p>
<p>${permission ? `Permission: ${code(permission)}.` : 'No key needed.'}</p>
${table(['Parameter', 'In', 'Meaning'], parameters.map(parameterRow))}
${body ? `<p>Body${requestBody?.required ? '' : ' (optional)'}:</p>${schemaBlock(body.schema)}` : ''}
<pre>${text(curlOf(path, method, operation))}</pre>
${table(['Answer', 'Meaning'], Object.entries(responses).map(answerRow))}</section>`;
}

const parameterRow = ({ name, in: where, required, description }: Parameter): string[] => [
  code(name),
  `${text(where)}${required ? ', required' : ''}`,
  prose(description),
];

function answerRow([status, { description, headers = {}, content = {} }]: [
  string,
  OperationAnswer,
]): string[] {
  const said = Object.entries(headers)
    .filter(([, header]) => header.description !== undefined)
    .map(([name, header]) => `<br>${code(name)}: ${prose(header.description)}`);
  const bodies = Object.entries(content)
    .filter(([media]) => media !== PROBLEM_MEDIA_TYPE)
    .map(([media, { schema }]) => ` ${referenceOf(schema) ?? code(media)}`);
  return [code(status), `${prose(description)}${bodies.join('')}${said.join('')}`];
}

/** A link to a named schema on the page; undefined for an unnamed one. */
function referenceOf(schema: unknown): string | undefined {
  const { $ref } = (schema ?? {}) as { $ref?: string };
  const name = $ref?.split('/').at(-1);
  return name && `<a href="#schema-${text(name)}">${text(name)}</a>`;
}

const schemaBlock = (schema: unknown): string =>
  referenceOf(schema) ?? `<pre>${text(JSON.stringify(schema, null, 2))}</pre>`;

/** The operation as a command to copy, made from its examples. */
function curlOf(path: string, method: string, { parameters, requestBody, ...operation }: Operation): string {
  const filled = path.replace(/\{([A-Za-z]+)\}/g, (whole, name: string) => {
    const example = parameters.find((each) => each.in === 'path' && each.name === name)?.example;
    return example === undefined ? whole : encodeURIComponent(String(example));
  });
  const query = parameters
    .filter((each) => each.in === 'query' && each.required)
    .map(({ name, example }) => `${name}=${encodeURIComponent(String(example))}`);
  const target = [filled, ...(query.length > 0 ? [query.join('&')] : [])].join('?');
  const [body] = Object.values(requestBody?.content ?? {});
  return [
    `curl${method === 'get' ? '' : ` -X ${method.toUpperCase()}`} "$URL${target}"`,
    ...(operation['x-permission'] ? ['-H "Authorization: Bearer $KEY"'] : []),
    ...(body
      ? [`-H 'Content-Type: application/json' -d '${JSON.stringify(body.example).replaceAll("'", "'\\''")}'`]
      : []),
  ].join(' \\\n  ');
}
