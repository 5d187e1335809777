import { PageLink } from '../links/page-link.tsx';
import { Inert } from '../text/inert.tsx';
import { Notice } from './notice.tsx';

/** What an address names does not exist, or no longer: that is an answer, not a failure of a part. */
export function NoSuch({
  what,
  error,
  list,
}: {
  what: string;
  error: Error;
  /** Where those are that there are. */
  list: { href: string; title: string };
}) {
  return (
    <Notice title={`There is no such ${what}`}>
      <p>
        <Inert text={error.message} />
      </p>
      <p>
        All of them are listed at <PageLink href={list.href}>{list.title}</PageLink>. To find something by an
        id, paste whatever holds it at <PageLink href="/commands">Commands</PageLink>.
      </p>
    </Notice>
  );
}
