import { AlertSkeleton } from '../../../../components/features/alerts/alert-skeleton.tsx';
import { Frame } from '../../../frame.tsx';

export default function Loading() {
  return (
    <Frame title="Alert" parent={{ title: 'Alerts', href: '/alerts' }}>
      <AlertSkeleton />
    </Frame>
  );
}
