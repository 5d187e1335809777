import { TraceSkeleton } from '../../../../components/features/traces/trace-skeleton.tsx';
import { Frame } from '../../../frame.tsx';

export default function Loading() {
  return (
    <Frame title="Trace" parent={{ title: 'Traces', href: '/traces' }}>
      <TraceSkeleton />
    </Frame>
  );
}
