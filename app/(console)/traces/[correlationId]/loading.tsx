import { Frame } from '../../../../components/frame/frame.tsx';
import { TraceSkeleton } from '../../../../components/traces/trace-skeleton.tsx';

export default function Loading() {
  return (
    <Frame title="Trace" parent={{ title: 'Traces', href: '/traces' }}>
      <TraceSkeleton />
    </Frame>
  );
}
