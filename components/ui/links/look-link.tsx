import type { ReactNode } from 'react';
import { PageLink } from './page-link.tsx';

export const LookLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <PageLink href={href} className="inline-flex items-center pointer-coarse:min-h-11">
    {children}
  </PageLink>
);
