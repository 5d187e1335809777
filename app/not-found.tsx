import { PageLink } from '../components/ui/links/page-link.tsx';
import { Notice } from '../components/ui/notices/notice.tsx';
import { Frame } from './frame.tsx';

export const metadata = { title: 'No such page' };

export default function NotFound() {
  return (
    <Frame title="No such page">
      <Notice title="There is no page at this address">
        <p>The address may be cut short, or belong to a newer version of the console.</p>
        <p>
          To find a command by its id, go to <PageLink href="/commands">Commands</PageLink> and paste whatever
          holds it.
        </p>
      </Notice>
    </Frame>
  );
}
