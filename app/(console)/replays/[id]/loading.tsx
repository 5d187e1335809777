import { Frame } from '../../../../components/features/frame/frame.tsx';
import { CommandDetailSkeleton } from '../../../../components/ui/card/card-skeleton.tsx';

export default function Loading() {
  return (
    <Frame title="Replay" parent={{ title: 'Replays', href: '/replays' }}>
      <CommandDetailSkeleton />
    </Frame>
  );
}
