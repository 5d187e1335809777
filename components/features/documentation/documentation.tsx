import type { Token, Tokens } from 'marked';
import type { ReactNode } from 'react';
import { InlineTokens } from './inline-tokens.tsx';
import { readMarkdown, slugOfHeading } from './read-markdown.ts';

/** A page of the documentation, as it is in the repository. */
export function Documentation({ source }: { source: string }) {
  // The frame has the title.
  const tokens = readMarkdown(source).filter((token) => token.type !== 'heading' || token.depth > 1);
  return (
    <article className="flex max-w-[72ch] flex-col gap-3">
      <Blocks tokens={tokens} />
    </article>
  );
}

function Blocks({ tokens }: { tokens: readonly Token[] }): ReactNode {
  return tokens.map((token, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the page does not change.
    <BlockView key={at} token={token} />
  ));
}

/** The kinds of blocks in the documentation; any other block is shown as its text. */
function BlockView({ token }: { token: Token }): ReactNode {
  switch (token.type) {
    case 'space':
    case 'hr':
    case 'def':
      return null;
    case 'heading':
      return <HeadingView heading={token as Tokens.Heading} />;
    case 'paragraph':
      return isPicture(token) ? null : (
        <p>
          <InlineTokens tokens={token.tokens} />
        </p>
      );
    case 'code':
      return (
        // A box that scrolls must be reachable by keyboard.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above.
        <pre className="overflow-x-auto bg-sunken p-3" tabIndex={0}>
          {token.text}
        </pre>
      );
    case 'list':
      return <ListView list={token as Tokens.List} />;
    case 'table':
      return <TableView table={token as Tokens.Table} />;
    case 'text':
      return <InlineTokens tokens={token.tokens ?? [token]} />;
    default:
      return <p>{token.raw}</p>;
  }
}

const isPicture = (paragraph: Token): boolean =>
  paragraph.raw.startsWith('![') && (paragraph as Tokens.Paragraph).tokens.length === 1;

/** Links in a row, with no sentence around them: each is a target of its own. */
const isOfLinks = ({ tokens }: Tokens.ListItem): boolean =>
  tokens
    .flatMap((token) => (token as Tokens.Text).tokens ?? token)
    .every(({ type, raw }) => type === 'link' || !/[\p{L}\p{N}]/u.test(raw));

function HeadingView({ heading }: { heading: Tokens.Heading }) {
  const Heading = heading.depth === 2 ? 'h2' : 'h3';
  return (
    <Heading
      id={slugOfHeading(heading)}
      className={`scroll-mt-16 target:border-ink target:border-l-2 target:pl-3 ${heading.depth === 2 ? 'mt-5 text-title' : 'section-title mt-3'}`}
    >
      <InlineTokens tokens={heading.tokens} />
    </Heading>
  );
}

function ListView({ list }: { list: Tokens.List }) {
  const List = list.ordered ? 'ol' : 'ul';
  return (
    <List className={`flex flex-col gap-1 pl-5 ${list.ordered ? 'list-decimal' : 'list-disc'}`}>
      {list.items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the page does not change.
        <li key={at} className={isOfLinks(item) ? '[&>a]:inline-block' : undefined}>
          <Blocks tokens={item.tokens} />
        </li>
      ))}
    </List>
  );
}

function TableView({ table }: { table: Tokens.Table }) {
  return (
    <div className="max-cramped:overflow-x-auto">
      <table className="w-full">
        <thead className="text-left text-ink-2 text-small">
          <tr className="border-line border-b">
            {table.header.map((cell, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their places.
              <th key={at} scope="col" className="py-1 pr-4 font-normal">
                <InlineTokens tokens={cell.tokens} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the page does not change.
            <tr key={line} className="border-line border-b align-top">
              {row.map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their places.
                <td key={at} className="py-1 pr-4 [overflow-wrap:anywhere]">
                  <InlineTokens tokens={cell.tokens} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
