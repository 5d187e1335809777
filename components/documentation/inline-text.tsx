import type { ReactNode } from 'react';
import { PageLink } from '../page-link.tsx';
import { nextMark } from './next-mark.ts';
import { runbookHref } from './runbook-href.ts';

/** A line of documentation: code, weight, stress, links; all else is text. */
export function InlineText({ text: line }: { text: string }): ReactNode {
  const mark = nextMark(line);
  if (!mark) return line;
  const { before, kind, text, to, after } = mark;
  return (
    <>
      {before}
      {kind === 'code' && <code className="[overflow-wrap:anywhere]">{text}</code>}
      {kind === 'strong' && (
        <strong className="font-semibold">
          <InlineText text={text} />
        </strong>
      )}
      {kind === 'emphasis' && (
        <em>
          <InlineText text={text} />
        </em>
      )}
      {kind === 'link' && (
        <Reference to={to}>
          <InlineText text={text} />
        </Reference>
      )}
      <InlineText text={after} />
    </>
  );
}

/** To another page of the documentation, within this one, or elsewhere on the web; anything else is no link here. */
function Reference({ to, children }: { to: string; children: ReactNode }) {
  if (to.startsWith('#')) return <a href={to}>{children}</a>;
  if (/^[a-z-]+\.md(#|$)/.test(to)) return <PageLink href={runbookHref(to)}>{children}</PageLink>;
  if (!/^https?:\/\//.test(to)) return children;
  return (
    <a href={to} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}
