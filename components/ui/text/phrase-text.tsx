'use client';

import { Fragment } from 'react';
import { Inert } from './inert.tsx';
import { Instant } from './instant.tsx';
import type { Phrase } from './phrase.ts';

/** A sentence, its times in the chosen zone. */
export function PhraseText({ phrase, now }: { phrase: Phrase; now: string }) {
  return phrase.map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one sentence have no other key.
    <Fragment key={index}>
      {typeof piece === 'string' ? <Inert text={piece} /> : <Instant iso={piece.at} now={now} />}
    </Fragment>
  ));
}
