import { Notice } from '../../ui/notices/notice.tsx';
import { Instant } from '../../ui/text/instant.tsx';

/** No alert: good where the rules were judged, and nothing known where they weren't. */
export function NothingFires({ judgedAt, now }: { judgedAt: string | null; now: string }) {
  return judgedAt === null ? (
    <Notice title="Whether anything fires is not known yet">
      <p>The rules have not been judged since the operations service began. It takes a few seconds.</p>
    </Notice>
  ) : (
    <Notice title="Nothing fires">
      <p>
        Every rule was judged at <Instant iso={judgedAt} now={now} />, and none is over its bound. What is
        raised will be listed here, the gravest first, with what it costs and what to do.
      </p>
    </Notice>
  );
}
