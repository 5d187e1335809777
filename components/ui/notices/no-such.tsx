import { PageLink } from '../links/page-link.tsx';
import { Inert } from '../text/inert.tsx';
import { Notice } from './notice.tsx';

/** Shown if the item of an address does not exist, or no longer: that is an answer, not a failure. */
export function NoSuch({
  what,
  error,
  list,
}: {
  what: string;
  error: Error;
  /** The link to the list of existing ones. */
  list: { href: string; title: string };
}) {
  return (
    <Notice title={`There is no such ${what}`}>
      <p>
        <Inert text={error.message} />
      </p>
      <p>
        The existing ones are listed at <PageLink href={list.href}>{list.title}</PageLink>. To find something
        by an id, paste whatever holds it at <PageLink href="/commands">Commands</PageLink>.
      </p>
    </Notice>
  );
}
