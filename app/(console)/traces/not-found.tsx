import { PageLink } from '../../../components/ui/links/page-link.tsx';
import { Notice } from '../../../components/ui/notices/notice.tsx';
import { Frame } from '../../frame.tsx';

export default function NoCorrelationId() {
  return (
    <Frame title="No correlation id" parent={{ title: 'Traces', href: '/traces' }}>
      <Notice title="This address holds no correlation id">
        <p>
          A correlation id is up to 128 letters, digits and <code>. _ : -</code>, such as{' '}
          <code>order-4711</code>. This one may be cut short, or hold more than the id.
        </p>
        <p>
          Paste a text that holds the id at <PageLink href="/traces">Traces</PageLink>.
        </p>
      </Notice>
    </Frame>
  );
}
