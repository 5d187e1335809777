import { CommandDetailSkeleton } from '../../../../components/ui/card/card-skeleton.tsx';
import { Frame } from '../../../frame.tsx';

export default function Loading() {
  return (
    <Frame title="Command" parent={{ title: 'Commands', href: '/commands' }}>
      <CommandDetailSkeleton />
    </Frame>
  );
}
