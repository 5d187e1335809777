import { PageLink } from '../../../components/ui/links/page-link.tsx';
import { Notice } from '../../../components/ui/notices/notice.tsx';
import { Frame } from '../../frame.tsx';

export default function NoReplayId() {
  return (
    <Frame title="No replay id" parent={{ title: 'Replays', href: '/replays' }}>
      <Notice title="This address holds no replay id">
        <p>
          A replay id is <code>r-</code> and 24 hexadecimal digits. This one may be cut short.
        </p>
        <p>
          All replays are listed at <PageLink href="/replays">Replays</PageLink>.
        </p>
      </Notice>
    </Frame>
  );
}
