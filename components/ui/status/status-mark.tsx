import type { ReactNode } from 'react';
import type { Mark } from './family.ts';

const cut = 'var(--mark-ground, var(--bg))';

const shapes: Record<Mark, ReactNode> = {
  check: (
    <>
      <circle cx="6" cy="6" r="6" fill="currentColor" />
      <path d="M3.2 6.2 5.2 8.2 8.8 4.2" fill="none" stroke={cut} strokeWidth="1.6" />
    </>
  ),
  half: (
    <>
      <circle cx="6" cy="6" r="5.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M6 1a5 5 0 0 1 0 10Z" fill="currentColor" />
    </>
  ),
  bars: <path d="M2 1h3v10H2ZM7 1h3v10H7Z" fill="currentColor" />,
  triangle: <path d="M6 .6 11.8 11.2H.2Z" fill="currentColor" />,
  cross: (
    <>
      <path d="M6 0 12 6 6 12 0 6Z" fill="currentColor" />
      <path d="M4.3 4.3 7.7 7.7M7.7 4.3 4.3 7.7" stroke={cut} strokeWidth="1.4" />
    </>
  ),
  dashed: (
    <circle
      cx="6"
      cy="6"
      r="5.25"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeDasharray="2.4 1.724"
    />
  ),
  slashed: (
    <>
      <circle cx="6" cy="6" r="5.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M2.4 9.6 9.6 2.4" stroke="currentColor" strokeWidth="1.5" />
    </>
  ),
};

/** A status as a shape, so that its meaning never depends on colour alone. Always beside its word. */
export function StatusMark({ mark, className = '' }: { mark: Mark; className?: string }) {
  return (
    <svg
      viewBox="0 0 12 12"
      aria-hidden="true"
      className={`size-3 shrink-0 text-(--status-mark) ${className}`}
    >
      {shapes[mark]}
    </svg>
  );
}
