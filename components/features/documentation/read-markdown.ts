import { marked, type Token, type Tokens } from 'marked';

const COMMENT = /^<!--[^>]*-->\s*$/;

/** The tokens of a page, without comments. Nothing in it is read as HTML: `html` tokens are shown as the text they are. */
export const readMarkdown = (source: string): Token[] =>
  marked.lexer(source, { gfm: true }).filter(({ type, raw }) => type !== 'html' || !COMMENT.test(raw));

/** A fragment within a page, as GitHub makes it of a heading. */
export const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');

/** The fragment of a heading: of its text without marks. */
export const slugOfHeading = (heading: Tokens.Heading): string => slugOf(plainText(heading.tokens));

/** The visible text of tokens, without Markdown marks, each block on a line of its own, without pictures. */
export const plainText = (tokens: readonly Token[] = []): string => tokens.map(plainTextOf).join('');

const INLINE = new Set(['text', 'escape', 'codespan', 'strong', 'em', 'link', 'image', 'br']);

function plainTextOf(token: Token): string {
  if (token.type === 'image') return '';
  const text =
    parts(token)
      ?.map((part) => plainText(part))
      .join('\n') ?? ('text' in token ? String(token.text) : '');
  return INLINE.has(token.type) ? text : `${text}\n`;
}

/** The tokens that a token holds: one list, or one for each item or cell. */
function parts(token: Token): readonly (readonly Token[])[] | undefined {
  if (token.type === 'list') return (token as Tokens.List).items.map(({ tokens }) => tokens);
  if (token.type === 'table') {
    const { header, rows } = token as Tokens.Table;
    return [...header, ...rows.flat()].map(({ tokens }) => tokens);
  }
  return 'tokens' in token && token.tokens ? [token.tokens] : undefined;
}
