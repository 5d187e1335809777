import { formatCount } from '../../../contracts/words/count.ts';
import { Instant } from '../text/instant.tsx';

/** The state of a list in its title's line: that it is not live, or that new rows wait. */
export function ListState({
  staleSince,
  waiting,
  show,
}: {
  /** When the shown data was read, if it can't be read now. */
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
