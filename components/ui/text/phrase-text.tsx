'use client';

import { Fragment } from 'react';
import { Instant } from './instant.tsx';
import type { Phrase } from './phrase.ts';
import { TextWithTimes } from './text-with-times.tsx';

/** A sentence with its times in the chosen zone. */
export function PhraseText({ phrase, now }: { phrase: Phrase; now: string }) {
  return phrase.map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one sentence have no other key.
    <Fragment key={index}>
      {typeof piece === 'string' ? (
        <TextWithTimes text={piece} now={now} />
      ) : (
        <Instant iso={piece.at} now={now} />
      )}
    </Fragment>
  ));
}
