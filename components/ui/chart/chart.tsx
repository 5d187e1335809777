'use client';

import { lazy, Suspense, useDeferredValue, useEffect, useId, useState } from 'react';
import { type ChartProps, rightOf, spanOf } from './chart-props.ts';
import { ChartTable } from './chart-table.tsx';
import { MarkerStrip } from './marker-strip.tsx';
import { takeTurn } from './take-turn.ts';

const loadPlot = () => import('./plot.tsx');
const Plot = lazy(loadPlot);

/**
 * One chart: its title with the present value, the picture, and the same data as a table. The library is loaded after
 * the numbers, and the place of the picture is kept for it.
 */
export function Chart(props: ChartProps) {
  const { title, now, sentence, height = 200, large = false, lines, markers = [] } = props;
  const [asTable, setAsTable] = useState(false);
  // Drawn in the browser only: only there sizes are known, and the first paint does not wait for the picture.
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let giveBack: (() => void) | undefined;
    let gone = false;
    const take = () => {
      if (!gone) giveBack = takeTurn(() => setReady(true));
    };
    // `Plot` shows whether the library was loaded or failed to load.
    loadPlot().then(take, take);
    return () => {
      gone = true;
      giveBack?.();
    };
  }, []);
  // Typing does not wait for pictures.
  const drawn = useDeferredValue(props);
  const id = useId();
  return (
    <figure className="min-w-0">
      <figcaption className="flex items-baseline gap-3">
        <span className="section-title">{title}</span>
        <span className={`ml-auto font-semibold ${large ? 'text-verdict' : 'text-title'}`}>{now}</span>
      </figcaption>
      {asTable ? (
        <ChartTable {...props} />
      ) : (
        <div className="group/chart relative">
          <div
            role="img"
            aria-label={`${title}. ${sentence}${markers.length > 0 ? ` ${markers.length} marked, named in the table.` : ''}`}
            className={`[overflow-x:clip] ${height === 96 ? 'h-24' : 'h-50'}`}
            data-chart
          >
            {ready && (
              <Suspense fallback={null}>
                <Plot {...drawn} />
              </Suspense>
            )}
          </div>
          <MarkerStrip markers={markers} span={spanOf(props)} right={rightOf(lines)} />
        </div>
      )}
      {!asTable && props.children}
      <button
        id={id}
        type="button"
        aria-pressed={asTable}
        className="quiet-button -ml-2 px-2 text-ink-2 text-small hover:bg-hover hover:text-ink"
        onClick={() => setAsTable(!asTable)}
      >
        {asTable ? 'Picture' : 'Table'}
        <span className="visually-hidden"> of {title}</span>
      </button>
      {!asTable && props.aside}
    </figure>
  );
}
