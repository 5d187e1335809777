import type { ReactNode, Ref } from 'react';

/** A titled list. The state of the list is shown in the title's line, so that nothing below moves. */
export function ListSection({
  title,
  aside,
  children,
  ref,
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
  ref?: Ref<HTMLDivElement>;
}) {
  return (
    <section ref={ref} className="@container/list mb-8" aria-label={title}>
      <div className="mb-1 flex h-7 items-center justify-between">
        <h2 className="section-title">{title}</h2>
        <div role="status" className="text-ink-2">
          {aside}
        </div>
      </div>
      {children}
    </section>
  );
}
