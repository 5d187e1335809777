import { CommandDetailSkeleton } from '../../../../components/ui/card/card-skeleton.tsx';
import { Frame } from '../../../frame.tsx';

export default function Loading() {
  return (
    <Frame title="Replay" parent={{ title: 'Replays', href: '/replays' }}>
      <CommandDetailSkeleton />
    </Frame>
  );
}
