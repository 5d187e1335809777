import type { Token, Tokens } from 'marked';
import type { ReactNode } from 'react';
import { PageLink } from '../../ui/links/page-link.tsx';
import { runbookHref } from '../../ui/links/runbook-href.ts';

/** What a line may hold: text, code, weight, stress and links. Anything else is shown as its text. */
export function InlineTokens({ tokens = [] }: { tokens?: readonly Token[] | undefined }): ReactNode {
  return tokens.map((token, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the page does not change.
    <InlineToken key={at} token={token} />
  ));
}

function InlineToken({ token }: { token: Token }): ReactNode {
  switch (token.type) {
    case 'codespan':
      return <code className="[overflow-wrap:anywhere]">{token.text}</code>;
    case 'strong':
      return (
        <strong className="font-semibold">
          <InlineTokens tokens={token.tokens} />
        </strong>
      );
    case 'em':
      return (
        <em>
          <InlineTokens tokens={token.tokens} />
        </em>
      );
    case 'link':
      return <Reference link={token as Tokens.Link} />;
    // Pictures are not shown: they are of the console itself.
    case 'image':
      return null;
    case 'br':
      return ' ';
    case 'text':
      return token.tokens ? <InlineTokens tokens={token.tokens} /> : token.text;
    default:
      return 'text' in token ? token.text : token.raw;
  }
}

/** A link to another page of the documentation, within this page, or to the web; anything else is shown as text. */
function Reference({ link }: { link: Tokens.Link }) {
  const { href } = link;
  const words = <InlineTokens tokens={link.tokens} />;
  if (href.startsWith('#')) return <a href={href}>{words}</a>;
  if (/^[a-z-]+\.md(#|$)/.test(href)) return <PageLink href={runbookHref(href)}>{words}</PageLink>;
  if (!/^https?:\/\//.test(href)) return words;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {words}
    </a>
  );
}
