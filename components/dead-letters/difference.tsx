import type { Difference as Change } from '../../contracts/replay.ts';
import { showControls } from '../inert/show-controls.ts';
import { differenceSides, familyClass } from '../status/family.ts';

/** What an edit changes, value by value: `−` what was, `+` what will be. */
export function Difference({ difference }: { difference: readonly Change[] }) {
  if (difference.length === 0)
    return <p role="status">The data fits its schema. It is the same as before.</p>;
  return (
    <div role="status" className="flex flex-col gap-2">
      <p>The data fits its schema. What changes:</p>
      <ul className="mono flex flex-col gap-2" aria-label="Difference">
        {difference.map(({ op, path, was, value }) => (
          <li key={path}>
            <p className="text-ink-2">{showControls(path)}</p>
            {op !== 'add' && <Side sign="−" word="was" value={was} />}
            {op !== 'remove' && <Side sign="+" word="becomes" value={value} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Side({ sign, word, value }: { sign: '+' | '−'; word: string; value: unknown }) {
  return (
    <p
      className={`${familyClass[differenceSides[sign]]} bg-(--status-tint) px-2 py-0.5 [overflow-wrap:anywhere]`}
    >
      <span aria-hidden="true">{sign} </span>
      <span className="visually-hidden">{word} </span>
      <bdi dir="ltr">{showControls(JSON.stringify(value) ?? 'null')}</bdi>
    </p>
  );
}
