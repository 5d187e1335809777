import type { CommandCursor } from '../../../contracts/ports/ledger-index.ts';

/** A list position, as a cursor holds it. */
export const cursorText = ({ storedAt, position }: CommandCursor): string =>
  `${storedAt} ${position.generation}-${position.partition}-${position.sequence}`;

/** The list position in a cursor; undefined for none. */
export function cursorIn(text: string | undefined): CommandCursor | undefined {
  const match = /^([0-9]{1,16}) ([0-9]+)-([0-9]+)-([0-9]+)$/.exec(text ?? '');
  if (!match) return undefined;
  const [storedAt, generation, partition, sequence] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
  ];
  return { storedAt, position: { generation, partition, sequence } };
}
