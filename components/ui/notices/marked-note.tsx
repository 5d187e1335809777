import type { HTMLAttributes, ReactNode } from 'react';
import { familyClass, type Status } from '../status/family.ts';
import { StatusMark } from '../status/status-mark.tsx';

/** A sentence with the mark of a status before it. */
export function MarkedNote({
  status: { family, mark },
  className = '',
  children,
  ...others
}: { status: Status; children: ReactNode } & HTMLAttributes<HTMLParagraphElement>) {
  return (
    <p className={`${familyClass[family]} flex max-w-[80ch] items-start gap-2 ${className}`} {...others}>
      <span className="flex h-5 shrink-0 items-center">
        <StatusMark mark={mark} />
      </span>
      <span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
    </p>
  );
}
