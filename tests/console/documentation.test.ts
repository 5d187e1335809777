import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { nextMark } from '../../components/documentation/next-mark.ts';
import { parseMarkdown, slugOf } from '../../components/documentation/parse-markdown.ts';
import { runbookHref } from '../../components/documentation/runbook-href.ts';
import { CONSUMER_STATUSES } from '../../contracts/consumer-status.ts';
import { runbookOf } from '../../server/operations/alerts/describe-rule.ts';

const docs = join(import.meta.dirname, '..', '..', 'docs');
const runbook = parseMarkdown(readFileSync(join(docs, 'runbook.md'), 'utf8'));

test('every status of a consumer has its entry in the runbook', () => {
  const slugs = new Set(runbook.flatMap((block) => (block.kind === 'heading' ? [block.slug] : [])));
  assert.deepEqual(
    CONSUMER_STATUSES.filter((status) => !slugs.has(`consumer-${status}`)),
    [],
  );
});

test('the runbook is read whole: nothing of it is left out but its pictures', () => {
  const words = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? [];
  const read = runbook.flatMap((block) => {
    if (block.kind === 'list') return block.items.flatMap(words);
    if (block.kind === 'table') return [...block.head, ...block.rows.flat()].flatMap(words);
    return words(block.text);
  });
  const source = readFileSync(join(docs, 'runbook.md'), 'utf8')
    .replaceAll(/^```\w*$/gm, '')
    .replaceAll(/^!\[.*\]\(.*\)$/gm, '')
    .replaceAll(/^(\d+)\.\s/gm, '');
  assert.equal(read.length, words(source).length);
});

/** As it is read: without its marks. */
function plain(line: string): string {
  const mark = nextMark(line);
  if (!mark) return line;
  const { before, kind, text, after } = mark;
  return before + (kind === 'code' ? '' : plain(text)) + plain(after);
}

test('no mark of stress or weight is shown as it is written, on any page', () => {
  for (const name of readdirSync(docs).filter((each) => each.endsWith('.md'))) {
    const shown = parseMarkdown(readFileSync(join(docs, name), 'utf8')).flatMap((block) => {
      if (block.kind === 'list') return block.items;
      if (block.kind === 'table') return [...block.head, ...block.rows.flat()];
      return block.kind === 'code' ? [] : [block.text];
    });
    assert.deepEqual(
      shown.map(plain).filter((line) => line.includes('*')),
      [],
      name,
    );
  }
  const kinds = (line: string): string[] => {
    const mark = nextMark(line);
    return mark ? [`${mark.kind} ${mark.text}`, ...kinds(mark.after)] : [];
  };
  assert.deepEqual(kinds('a *b c* **d** `*e*` 2 * 3 * 4 [*f*](g)'), [
    'emphasis b c',
    'strong d',
    'code *e*',
    'link *f*',
  ]);
});

test('blocks', () => {
  assert.deepEqual(
    parseMarkdown(
      '# A\n\none\ntwo\n- x\n  y\n- z\n\n| a | b |\n|---|---|\n| `1\\|2` | 3 |\n\n```sh\nls |\n```',
    ),
    [
      { kind: 'heading', level: 1, text: 'A', slug: 'a' },
      { kind: 'paragraph', text: 'one two' },
      { kind: 'list', ordered: false, items: ['x y', 'z'] },
      { kind: 'table', head: ['a', 'b'], rows: [['`1|2`', '3']] },
      { kind: 'code', text: 'ls |' },
    ],
  );
  assert.equal(slugOf('Consumer: no worker'), 'consumer-no-worker');
  assert.equal(runbookHref('runbook.md#consumer-ok'), '/documentation/runbook#consumer-ok');
  assert.equal(runbookHref(runbookOf('status')), '/documentation/alerts#status');
});
