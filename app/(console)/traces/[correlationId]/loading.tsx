import { Frame } from '../../../../components/features/frame/frame.tsx';
import { TraceSkeleton } from '../../../../components/features/traces/trace-skeleton.tsx';

export default function Loading() {
  return (
    <Frame title="Trace" parent={{ title: 'Traces', href: '/traces' }}>
      <TraceSkeleton />
    </Frame>
  );
}
