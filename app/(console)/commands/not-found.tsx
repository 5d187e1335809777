import { PageLink } from '../../../components/ui/links/page-link.tsx';
import { Notice } from '../../../components/ui/notices/notice.tsx';
import { Frame } from '../../frame.tsx';

export default function NoCommandId() {
  return (
    <Frame title="No command id" parent={{ title: 'Commands', href: '/commands' }}>
      <Notice title="This address holds no command id">
        <p>
          A command id is a UUID, such as <code>0192f7c1-5b0e-7c33-8d1e-4f2a9a3f04aa</code>. This one may be
          cut short.
        </p>
        <p>
          Paste a text that holds the id at <PageLink href="/commands">Commands</PageLink>: a URL, a curl, a
          log line.
        </p>
      </Notice>
    </Frame>
  );
}
