import { Notice } from '../notices/notice.tsx';
import { Inert } from '../text/inert.tsx';

/** Shown if nothing matches: the filters that are set, and a button that clears them. */
export function EmptyByFilter({
  what,
  filters,
  clear,
}: {
  /** The kind of item, such as `dead letter`. */
  what: string;
  filters: readonly { name: string; value: string }[];
  clear(): void;
}) {
  return (
    <Notice title={`No ${what} fits these filters`}>
      <ul>
        {filters.map(({ name, value }) => (
          <li key={name}>
            <span className="text-ink-2">{name}: </span>
            <Inert text={value} />
          </li>
        ))}
      </ul>
      <p>
        <button type="button" className="button" onClick={clear}>
          Clear
        </button>
      </p>
    </Notice>
  );
}
