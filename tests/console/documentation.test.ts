import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Token, Tokens } from 'marked';
import {
  plainText,
  readMarkdown,
  slugOf,
  slugOfHeading,
} from '../../components/features/documentation/read-markdown.ts';
import { runbookHref } from '../../components/ui/links/runbook-href.ts';
import { CONSUMER_STATUSES } from '../../contracts/consumer-status.ts';
import { runbookOf } from '../../server/operations/alerts/describe-rule.ts';

const docs = join(import.meta.dirname, '..', '..', 'docs');
const pages = readdirSync(docs).filter((each) => each.endsWith('.md'));
const tokensOf = (page: string) => readMarkdown(readFileSync(join(docs, page), 'utf8'));

/** Every token of a page, whatever it stands in. */
function* all(tokens: readonly Token[]): Iterable<Token> {
  for (const token of tokens) {
    yield token;
    if (token.type === 'table') {
      const { header, rows } = token as Tokens.Table;
      for (const cell of [...header, ...rows.flat()]) yield* all(cell.tokens);
    } else if (token.type === 'list') yield* all((token as Tokens.List).items);
    else if ('tokens' in token) yield* all(token.tokens ?? []);
  }
}

test('every status of a consumer has its entry in the runbook', () => {
  const slugs = new Set(
    tokensOf('runbook.md').flatMap((token) =>
      token.type === 'heading' ? [slugOfHeading(token as Tokens.Heading)] : [],
    ),
  );
  assert.deepEqual(
    CONSUMER_STATUSES.filter((status) => !slugs.has(`consumer-${status}`)),
    [],
  );
});

test('every page uses only Markdown that the console can show', () => {
  const shown = new Set([
    ...['space', 'heading', 'paragraph', 'code', 'list', 'list_item', 'table', 'text', 'escape'],
    ...['codespan', 'strong', 'em', 'link', 'image', 'br'],
  ]);
  for (const page of pages) {
    const others = [...all(tokensOf(page))].filter(({ type }) => !shown.has(type));
    assert.deepEqual(
      others.map(({ type, raw }) => `${type}: ${raw}`),
      [],
      page,
    );
  }
});

test('a page is shown completely: no word is missing, and no Markdown mark is visible', () => {
  const deadLetters = (text: string) => text.replaceAll(/[^\p{L}\p{N}]/gu, '');
  for (const page of pages) {
    const read = plainText(tokensOf(page));
    const source = readFileSync(join(docs, page), 'utf8');
    const withoutMarks = source
      .replaceAll(/^```\w*$/gm, '')
      .replaceAll(/^<!--.*-->$/gm, '')
      .replaceAll(/!\[[^\]]*\]\([^)]*\)/g, '')
      .replaceAll(/\]\([^)\s]*\)/g, ']')
      .replaceAll(/^\s*(\d+)\.\s/gm, '');
    assert.ok(deadLetters(read) === deadLetters(withoutMarks), page);
  }
});

test('Markdown that the docs don’t use does no harm', () => {
  const [html] = readMarkdown('<script>alert(1)</script>');
  assert.equal(html?.type, 'html');
  assert.deepEqual(readMarkdown('<!-- a mark of a generated list -->'), []);
  assert.equal(slugOf('Consumer: no worker'), 'consumer-no-worker');
  assert.equal(runbookHref('runbook.md#consumer-ok'), '/documentation/runbook#consumer-ok');
  assert.equal(runbookHref(runbookOf('status')), '/documentation/alerts#status');
});
