import { PageLink } from '../../../components/ui/links/page-link.tsx';
import { Notice } from '../../../components/ui/notices/notice.tsx';
import { Frame } from '../../frame.tsx';

export default function NoDeadLetter() {
  return (
    <Frame title="No dead letter" parent={{ title: 'Dead letters', href: '/dead-letters' }}>
      <Notice title="This address names no dead letter">
        <p>
          A dead letter’s id is its consumer and position, such as <code>history.1-3-48211</code>; a group’s
          is 16 hexadecimal digits. This one may be cut short.
        </p>
        <p>
          The existing ones are listed at <PageLink href="/dead-letters">Dead letters</PageLink>.
        </p>
      </Notice>
    </Frame>
  );
}
