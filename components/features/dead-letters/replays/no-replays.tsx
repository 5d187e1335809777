import { PageLink } from '../../../ui/links/page-link.tsx';
import { Notice } from '../../../ui/notices/notice.tsx';
import { activityHref } from '../../../ui/search-params/activity.ts';

/** Shown before the first replay: what the page will list, and where to begin a replay. */
export function NoReplays() {
  return (
    <Notice title="Nothing has been replayed yet">
      <p>
        A replay sends dead letters to their consumer again and reads the outcome of each. Every replay has a
        page here: its plan, its progress, what failed again and who acted. An edited dead letter is no
        replay: edits are listed in <PageLink href={activityHref()}>Activity</PageLink>.
      </p>
      <p>
        A replay begins at <PageLink href="/dead-letters">Dead letters</PageLink>: at one, at those that are
        ticked, at a group or at a filter.
      </p>
    </Notice>
  );
}
