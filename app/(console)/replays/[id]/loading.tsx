import { Frame } from '../../../../components/frame/frame.tsx';
import { SlipSkeleton } from '../../../../components/slip/slip-skeleton.tsx';

export default function Loading() {
  return (
    <Frame title="Replay" parent={{ title: 'Replays', href: '/replays' }}>
      <SlipSkeleton />
    </Frame>
  );
}
