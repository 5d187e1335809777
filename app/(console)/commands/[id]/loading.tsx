import { Frame } from '../../../../components/features/frame/frame.tsx';
import { CommandDetailSkeleton } from '../../../../components/ui/card/card-skeleton.tsx';

export default function Loading() {
  return (
    <Frame title="Command" parent={{ title: 'Commands', href: '/commands' }}>
      <CommandDetailSkeleton />
    </Frame>
  );
}
