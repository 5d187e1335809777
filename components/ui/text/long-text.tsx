'use client';

import { useState } from 'react';
import { Inert } from './inert.tsx';

const SHOWN = 240;

/** Text from outside. A long one is cut, with a button that shows the whole. */
export function LongText({ text }: { text: string }) {
  const [whole, setWhole] = useState(false);
  if (text.length <= SHOWN + 40) return <Inert text={text} />;
  return (
    <>
      <Inert text={whole ? text : `${text.slice(0, SHOWN)}…`} />{' '}
      <button type="button" className="link" onClick={() => setWhole(!whole)}>
        {whole ? 'Show less' : `Show all ${text.length} characters`}
      </button>
    </>
  );
}
