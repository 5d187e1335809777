import Link from 'next/link';
import { Inert } from './inert/inert.tsx';
import { Notice } from './notice.tsx';

/** What an address names isn't there, or no more: an answer, and no failure of a part. */
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
        Those there are stand at <Link href={list.href}>{list.title}</Link>. Whatever holds an id can be
        pasted at <Link href="/commands">Commands</Link>.
      </p>
    </Notice>
  );
}
