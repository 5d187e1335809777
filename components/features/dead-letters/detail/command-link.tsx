import { cutId } from '../../../ui/format/cut-id.ts';
import { commandHref } from '../../../ui/links/addresses.ts';
import { PageLink } from '../../../ui/links/page-link.tsx';

/** A command by its id, with a link. */
export const CommandLink = ({ id }: { id: string }) => (
  <PageLink href={commandHref(id)} className="mono">
    <span title={id}>{cutId(id)}</span>
  </PageLink>
);
