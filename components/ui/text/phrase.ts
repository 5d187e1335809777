/** A sentence in pieces: text, and instants that are shown in the reader's zone. */
export type Phrase = readonly (string | { at: string })[];

/** For tests and accessible names: instants unchanged. */
export const plainPhrase = (phrase: Phrase): string =>
  phrase.map((piece) => (typeof piece === 'string' ? piece : piece.at)).join('');
