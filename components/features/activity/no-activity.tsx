import { Notice } from '../../ui/notices/notice.tsx';
import type { ActivityView } from '../../ui/search-params/activity.ts';

/** An empty time range: what Activity lists, and a link to an earlier time. */
export function NoActivity({ view, setView }: { view: ActivityView; setView(view: ActivityView): void }) {
  return (
    <Notice title={view.within === 'all' ? 'No activity yet' : 'No activity in this time'}>
      <p>
        {view.kind !== 'pipeline' &&
          'Every operator action will be listed here, with who, why and how it ended. Nobody can delete one. '}
        {view.kind !== 'actions' &&
          'Process starts with their versions, suspended and resumed store calls, and every status change of a consumer are listed here for 30 days.'}
      </p>
      {view.within !== 'all' && (
        <p>
          <button type="button" className="button" onClick={() => setView({ ...view, within: 'all' })}>
            Show all
          </button>
        </p>
      )}
    </Notice>
  );
}
