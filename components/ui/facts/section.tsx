import type { ReactNode } from 'react';

/** A part of a page, separated from the previous one by a hairline. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0 border-line border-t pt-4">
      <h2 className="section-title mb-2">{title}</h2>
      {children}
    </section>
  );
}
