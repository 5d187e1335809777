import Link from 'next/link';
import type { ReactNode } from 'react';

export const LookLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <Link href={href} className="inline-flex items-center pointer-coarse:min-h-11">
    {children}
  </Link>
);
