'use client';

import { Check, Copy } from 'lucide-react';
import { useCopy } from './use-copy.ts';

/** A 24-px button that copies one text; its accessible name says which. */
export function CopyButton({
  text,
  what,
  className = '',
}: {
  text: string;
  what: string;
  className?: string;
}) {
  const { copied, failed, copy } = useCopy();
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      onClick={() => copy(text)}
      aria-label={`Copy ${what}`}
      title={failed ? 'Copy failed to copy' : `Copy ${what}`}
      className={`copy inline-flex shrink-0 items-center justify-center rounded-control text-ink-2 hover:bg-hover hover:text-ink ${className}`}
    >
      <Icon size={14} strokeWidth={1.5} aria-hidden="true" />
      <span role="status" className="visually-hidden">
        {copied ? 'Copied' : failed ? 'Copy failed to copy' : ''}
      </span>
    </button>
  );
}
