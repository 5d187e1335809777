import type { Difference as Change } from '../../../../contracts/edit-and-replay.ts';
import { differenceSides, familyClass } from '../../../ui/status/family.ts';
import { type MarkedPart, markLookAlikes } from '../../../ui/text/mark-look-alikes.ts';
import { showControls } from '../../../ui/text/show-controls.ts';

/** What an edit changes, value by value: `−` the old value, `+` the new one. */
export function Difference({ difference }: { difference: readonly Change[] }) {
  if (difference.length === 0)
    return <p role="status">The data fits its schema. It is the same as before.</p>;
  return (
    <div role="status" className="flex flex-col gap-2">
      <p>The data fits its schema. What changes:</p>
      <ul className="mono flex flex-col gap-2" aria-label="Difference">
        {difference.map((change) => {
          const { op, path } = change;
          const [was, becomes] = sidesOf(change);
          return (
            <li key={path}>
              <p className="text-ink-2">{showControls(path)}</p>
              {op !== 'add' && <Side sign="−" word="was" parts={was} />}
              {op !== 'remove' && <Side sign="+" word="becomes" parts={becomes} />}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Two values may look the same: this shows where they differ. */
function sidesOf({ op, was, value }: Change): [MarkedPart[], MarkedPart[]] {
  const text = (side: unknown) => JSON.stringify(side) ?? 'null';
  return markLookAlikes(op === 'add' ? null : text(was), op === 'remove' ? null : text(value));
}

function Side({ sign, word, parts }: { sign: '+' | '−'; word: string; parts: readonly MarkedPart[] }) {
  return (
    <p
      className={`${familyClass[differenceSides[sign]]} bg-(--status-tint) px-2 py-0.5 [overflow-wrap:anywhere]`}
    >
      <span aria-hidden="true">{sign} </span>
      <span className="visually-hidden">{word} </span>
      <bdi dir="ltr">
        {parts.map(({ text, marked, at }) =>
          marked ? (
            <bdi key={at} dir="ltr" className="mx-0.5 rounded-control border border-current px-0.5">
              {text}
            </bdi>
          ) : (
            text
          ),
        )}
      </bdi>
    </p>
  );
}
