import type { ReactNode } from 'react';
import { InlineText } from './inline-text.tsx';
import { type Block, parseMarkdown } from './parse-markdown.ts';

/** A page of the documentation as it stands in the repository. */
export function Documentation({ source }: { source: string }) {
  return (
    <article className="flex max-w-[72ch] flex-col gap-3">
      {parseMarkdown(source)
        // The frame has the title.
        .filter((block) => block.kind !== 'heading' || block.level > 1)
        .map((block, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the page does not change.
          <BlockView key={at} block={block} />
        ))}
    </article>
  );
}

function BlockView({ block }: { block: Block }): ReactNode {
  switch (block.kind) {
    case 'heading': {
      const Heading = block.level === 2 ? 'h2' : 'h3';
      return (
        <Heading
          id={block.slug}
          className={`scroll-mt-16 target:border-ink target:border-l-2 target:pl-3 ${block.level === 2 ? 'mt-5 text-title' : 'section-title mt-3'}`}
        >
          <InlineText text={block.text} />
        </Heading>
      );
    }
    case 'paragraph':
      return (
        <p>
          <InlineText text={block.text} />
        </p>
      );
    case 'code':
      return (
        // A box that scrolls has to be reachable by keyboard.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above.
        <pre className="overflow-x-auto bg-sunken p-3" tabIndex={0}>
          {block.text}
        </pre>
      );
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List className={`flex flex-col gap-1 pl-5 ${block.ordered ? 'list-decimal' : 'list-disc'}`}>
          {block.items.map((item) => (
            <li key={item}>
              <InlineText text={item} />
            </li>
          ))}
        </List>
      );
    }
    case 'table':
      return <TableView head={block.head} rows={block.rows} />;
  }
}

function TableView({ head, rows }: { head: readonly string[]; rows: readonly string[][] }) {
  return (
    <div className="max-cramped:overflow-x-auto">
      <table className="w-full">
        <thead className="text-left text-ink-2 text-small">
          <tr className="border-line border-b">
            {head.map((cell) => (
              <th key={cell} scope="col" className="py-1 pr-4 font-normal">
                <InlineText text={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join()} className="border-line border-b align-top">
              {row.map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their places.
                <td key={at} className="py-1 pr-4 [overflow-wrap:anywhere]">
                  <InlineText text={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
