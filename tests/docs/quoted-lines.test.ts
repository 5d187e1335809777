import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..', '..');
const code = globSync('{adapters,contracts,domain,platform,processes,scripts,server,workers}/**/*.{ts,mjs}', {
  cwd: root,
})
  .map((file) => readFileSync(join(root, file), 'utf8'))
  .join('\n')
  .replaceAll('’', "'");

/** Messages of other systems, and commands to type. */
const NOT_OURS =
  /^(maximum bytes exceeded|did not reply before timeout|Failed managing commit log|Stopping native transport|Guardrail |Provided username|npm |curl |nats |grep |ss |lsof |ALTER |(GET|POST|PUT|DELETE|PATCH) |WAYBILL_|\{)/;

/** The quotes of three words or more on a page, without line breaks. */
const quotesOf = (page: string): string[] =>
  [...page.replace(/```.*?```/gs, '').matchAll(/`([^`]+)`/g)]
    .map(([, quote = '']) => quote.replace(/\s+/g, ' '))
    .filter((quote) => /^\S+( \S+){2,}$/.test(quote) && !NOT_OURS.test(quote));

for (const name of ['runbook.md', 'alerts.md', 'storage.md']) {
  test(`the code writes every message that docs/${name} quotes`, () => {
    const page = readFileSync(join(root, 'docs', name), 'utf8');
    // An ellipsis stands for the part that varies.
    const parts = quotesOf(page).flatMap((quote) => quote.split('…').map((part) => part.trim()));
    const missing = parts.filter((part) => part.length > 5 && !code.includes(part));
    assert.deepEqual(missing, []);
  });
}
