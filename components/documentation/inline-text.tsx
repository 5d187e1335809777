import type { ReactNode } from 'react';
import { PageLink } from '../page-link.tsx';
import { runbookHref } from './runbook-href.ts';

const PART = /`([^`]+)`|\*\*(.+?)\*\*|!?\[([^\]]*)\]\(([^)]*)\)/;

/** A line of documentation: code, weight, links; all else is text. */
export function InlineText({ text }: { text: string }): ReactNode {
  const match = PART.exec(text);
  if (!match) return text;
  const [whole, code, strong, label, to] = match;
  return (
    <>
      {text.slice(0, match.index)}
      {code !== undefined && <code className="[overflow-wrap:anywhere]">{code}</code>}
      {strong !== undefined && (
        <strong className="font-semibold">
          <InlineText text={strong} />
        </strong>
      )}
      {label !== undefined && (
        <Reference to={to ?? ''}>
          <InlineText text={label} />
        </Reference>
      )}
      <InlineText text={text.slice(match.index + whole.length)} />
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
