import { AlertSkeleton } from '../../../../components/alerts/alert-skeleton.tsx';
import { Frame } from '../../../../components/frame/frame.tsx';

export default function Loading() {
  return (
    <Frame title="Alert" parent={{ title: 'Alerts', href: '/alerts' }}>
      <AlertSkeleton />
    </Frame>
  );
}
