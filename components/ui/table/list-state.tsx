import { formatCount } from '../../../contracts/words/count.ts';
import { Instant } from '../text/instant.tsx';

/** What a list says of itself in its title's line: that it is not live, or that new rows wait. */
export function ListState({
  staleSince,
  waiting,
  show,
}: {
  /** When what is shown was read, where it can't be read now. */
  staleSince: string | null;
  waiting: number;
  show(): void;
}) {
  if (staleSince !== null) {
    return (
      <span>
        as of <Instant iso={staleSince} now={staleSince} />, not live
      </span>
    );
  }
  if (waiting === 0) return null;
  return (
    <button type="button" className="quiet-button px-2 hover:bg-hover" onClick={show}>
      <span>
        {formatCount(waiting)} new · <span className="link">show</span>
      </span>
    </button>
  );
}
