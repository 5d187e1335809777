import { Notice } from '../../ui/notices/notice.tsx';
import type { ActivityView } from '../../ui/search-params/activity.ts';

/** Nothing in this time: what would be here, and a way to look further back. */
export function NoActivity({ view, setView }: { view: ActivityView; setView(view: ActivityView): void }) {
  return (
    <Notice title={view.within === 'all' ? 'Nothing yet' : 'Nothing in this time'}>
      <p>
        {view.kind !== 'pipeline' &&
          'Every act of an operator stands here, with who, why and how it ended, and nobody can delete one. '}
        {view.kind !== 'actions' &&
          'Starts of processes with their versions, circuits that open and close, and every change of a consumer’s status are told here, for 30 days.'}
      </p>
      {view.within !== 'all' && (
        <p>
          <button type="button" className="button" onClick={() => setView({ ...view, within: 'all' })}>
            Look at all there is
          </button>
        </p>
      )}
    </Notice>
  );
}
