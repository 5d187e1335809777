import { ConsumerSkeleton } from '../../../../../components/features/consumers/consumer-skeleton.tsx';
import { Frame } from '../../../../frame.tsx';

export default function Loading() {
  return (
    <Frame title="Consumer" parent={{ title: 'Consumers', href: '/consumers' }}>
      <ConsumerSkeleton />
    </Frame>
  );
}
