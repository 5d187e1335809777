import type { ReactNode } from 'react';

/** What a page says when it has nothing to show: a heading, and sentences on what that means. */
export function Notice({
  title,
  role,
  children,
}: {
  title: string;
  role?: 'alert' | 'status';
  children: ReactNode;
}) {
  return (
    <section role={role} data-notice={role ?? 'empty'} className="flex max-w-[72ch] flex-col gap-3 py-6">
      <h2 className="text-title font-semibold">{title}</h2>
      {children}
    </section>
  );
}
