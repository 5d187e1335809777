import { Frame } from '../../../../components/features/frame/frame.tsx';
import { SlipSkeleton } from '../../../../components/ui/card/card-skeleton.tsx';

export default function Loading() {
  return (
    <Frame title="Command" parent={{ title: 'Commands', href: '/commands' }}>
      <SlipSkeleton />
    </Frame>
  );
}
