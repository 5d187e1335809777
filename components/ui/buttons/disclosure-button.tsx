import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';

/** A button that opens and closes the element with the id `controls` below it. */
export function DisclosureButton({
  children,
  open,
  controls,
  toggle,
}: {
  children: ReactNode;
  open: boolean;
  controls: string;
  toggle(open: boolean): void;
}) {
  return (
    <button
      type="button"
      className="quiet-button -ml-2 px-2 text-ink-2 text-small hover:bg-hover hover:text-ink"
      aria-expanded={open}
      aria-controls={controls}
      onClick={() => toggle(!open)}
    >
      {children}
      <ChevronDown
        size={16}
        strokeWidth={1.5}
        aria-hidden="true"
        className={open ? 'rotate-180' : undefined}
      />
    </button>
  );
}
