'use client';

import { useState } from 'react';
import { Dialog } from '../dialog/dialog.tsx';

const LONGEST_NAME = 40;

/** Asks for the name of a view to save. */
export function NameViewDialog({
  most,
  full,
  save,
  close,
}: {
  /** How many are kept. */
  most: number;
  full: boolean;
  save(name: string): void;
  close(): void;
}) {
  const [name, setName] = useState('');
  const given = name.trim();
  return (
    <Dialog title="Save this view" close={close}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (given !== '') save(given);
        }}
      >
        <p>
          The filters and the order get a name in this browser. To share them, send the page’s address.
          {full && ` ${most} are kept: the one saved first is forgotten.`}
        </p>
        <label className="flex flex-col gap-1 text-ink-2 text-small">
          Name
          <input
            className="field h-7 text-ink pointer-coarse:h-11"
            maxLength={LONGEST_NAME}
            autoComplete="off"
            autoFocus
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <div className="flex justify-end gap-2">
          <button type="button" className="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" className="button primary-button" disabled={given === ''}>
            Save view
          </button>
        </div>
      </form>
    </Dialog>
  );
}
