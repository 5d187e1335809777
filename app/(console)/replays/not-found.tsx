import Link from 'next/link';
import { Frame } from '../../../components/frame/frame.tsx';
import { Notice } from '../../../components/notice.tsx';

export default function NoReplayId() {
  return (
    <Frame title="No replay id" parent={{ title: 'Replays', href: '/replays' }}>
      <Notice title="This address holds no replay id">
        <p>
          A replay id is <code>r-</code> and 24 hexadecimal digits. This one may be cut short.
        </p>
        <p>
          All replays are listed at <Link href="/replays">Replays</Link>.
        </p>
      </Notice>
    </Frame>
  );
}
