import type { ReactNode } from 'react';
import { CopyButton } from '../buttons/copy-button.tsx';

/** Names and their values, in two columns if there is room. */
export const Facts = ({ children }: { children: ReactNode }) => (
  <div className="@container">
    <dl className="grid gap-x-6 @min-[40rem]:grid-cols-2">{children}</dl>
  </div>
);

export function Fact({ name, copy, children }: { name: string; copy?: string; children: ReactNode }) {
  return (
    <div className="grid min-h-6 grid-cols-[7.5rem_minmax(0,1fr)] items-baseline gap-x-2 max-cramped:grid-cols-1">
      <dt className="text-ink-2 text-small">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere] [&>a]:-my-0.5 [&>a]:inline-block" title={copy}>
        {children}
        {copy !== undefined && (
          <CopyButton text={copy} what={`the ${name.toLowerCase()} id`} className="ml-1 -my-1 align-middle" />
        )}
      </dd>
    </div>
  );
}
