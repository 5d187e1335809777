import { ConsumerSkeleton } from '../../../../../components/consumers/consumer-skeleton.tsx';
import { Frame } from '../../../../../components/frame/frame.tsx';

export default function Loading() {
  return (
    <Frame title="Consumer" parent={{ title: 'Consumers', href: '/consumers' }}>
      <ConsumerSkeleton />
    </Frame>
  );
}
