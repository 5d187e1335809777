import { PageLink } from '../links/page-link.tsx';
import { familyClass } from '../status/family.ts';
import { StatusMark } from '../status/status-mark.tsx';
import { styleByScript } from '../style/style-by-script.ts';
import type { ChartMarker } from './chart-props.ts';
import { markerGroups } from './marker-groups.ts';

/**
 * Marks above the picture, on its time axis: each is a link to what happened then. They are for the pointer only. For
 * the keyboard and screen readers the same links are in the table, so that no page has a hundred tab stops.
 */
export function MarkerStrip({
  markers,
  span,
  right,
}: {
  markers: readonly ChartMarker[];
  span: { from: number; until: number };
  /** The margin at the right of the axis, px. */
  right: number;
}) {
  return (
    <div aria-hidden="true" className="pointer-events-none absolute inset-x-0 top-0 h-3" data-markers>
      {markerGroups(markers, span.from, span.until).map(({ share, markers: group }) => {
        const [marker] = group as [ChartMarker, ...ChartMarker[]];
        return (
          <PageLink
            key={`${marker.at} ${marker.name}`}
            href={marker.href}
            tabIndex={-1}
            title={group.map(({ name }) => name).join('\n')}
            className={`${familyClass[marker.status.family]} pointer-events-auto absolute -top-1.5 -ml-3 grid size-6 min-h-6 min-w-6 place-items-center`}
            ref={styleByScript('left', `calc(56px + (100% - ${56 + right}px) * ${share.toFixed(4)})`)}
          >
            <StatusMark mark={marker.status.mark} />
          </PageLink>
        );
      })}
    </div>
  );
}
