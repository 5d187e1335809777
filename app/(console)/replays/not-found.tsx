import { Frame } from '../../../components/frame/frame.tsx';
import { Notice } from '../../../components/notice.tsx';
import { PageLink } from '../../../components/page-link.tsx';

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
