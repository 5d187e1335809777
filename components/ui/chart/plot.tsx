'use client';

import { memo, useState } from 'react';
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatTime } from '../format/time.ts';
import { useZone } from '../preferences/use-preferences.tsx';
import { type ChartProps, rightOf, spanOf } from './chart-props.ts';
import { markersAt, nearest } from './marker-groups.ts';
import { namesAtEnds } from './names-at-ends.tsx';
import { PlotTip } from './plot-tip.tsx';
import { roundTimes } from './round-times.ts';
import { zoneOffsetMs } from './zone-offset.ts';

const dashes = { solid: '0', dashed: '5 3', dotted: '1.5 3' } as const;
const tick = { fontSize: 11, fill: 'var(--text-3)' };

/** The picture itself. It is loaded separately, after the numbers, and drawn again only when its properties change. */
export default memo(function Plot(props: ChartProps) {
  const {
    points,
    lines,
    format,
    formatTick = format,
    log = false,
    threshold,
    markers = [],
    syncId,
    zoom,
  } = props;
  const zone = useZone();
  const drawn = lines.filter((line) => line.drawn !== false);
  const nameAtEnd = namesAtEnds(drawn, points);
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const { from: first, until: last } = spanOf(props);
  const lastIso = new Date(last).toISOString();
  const end = () => {
    if (drag && zoom && drag.from !== drag.to)
      zoom(Math.min(drag.from, drag.to), Math.max(drag.from, drag.to));
    setDrag(null);
  };
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart
        data={points as (typeof points)[number][]}
        margin={{ top: 14, right: rightOf(lines), bottom: 0, left: 0 }}
        {...(syncId === undefined ? {} : { syncId })}
        // Charts have different steps, so the nearest point in time counts as the same moment.
        syncMethod={(ticks, { activeLabel }) => {
          const at = nearest(
            ticks.map(({ value }) => ({ at: Number(value) })),
            Number(activeLabel),
          );
          return ticks.findIndex(({ value }) => Number(value) === at);
        }}
        // The chart around the picture has the name. The picture takes no focus: keys can do nothing in it.
        accessibilityLayer={false}
        onMouseDown={({ activeLabel }) =>
          zoom && setDrag({ from: Number(activeLabel), to: Number(activeLabel) })
        }
        onMouseMove={({ activeLabel }) => drag && setDrag({ ...drag, to: Number(activeLabel) })}
        onMouseUp={end}
        onMouseLeave={() => setDrag(null)}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="at"
          type="number"
          domain={[first, last]}
          allowDataOverflow
          ticks={roundTimes(first, last, 6, zoneOffsetMs(zone, last))}
          tickFormatter={(at: number) =>
            formatTime(new Date(at).toISOString(), zone, lastIso).replace(/:\d\d$/, '')
          }
          tick={tick}
          tickLine={false}
          stroke="var(--line-strong)"
          height={20}
        />
        <YAxis
          width={56}
          tickCount={3}
          tick={tick}
          tickLine={false}
          axisLine={false}
          tickFormatter={formatTick}
          scale={log ? 'symlog' : 'linear'}
          domain={[0, 'auto']}
          allowDecimals={false}
        />
        <Tooltip
          isAnimationActive={false}
          allowEscapeViewBox={{ x: false, y: true }}
          wrapperStyle={{ zIndex: 5 }}
          // For a gap it says that nothing is known.
          filterNull={false}
          cursor={{ stroke: 'var(--line-strong)' }}
          content={({ active, label }) =>
            active ? (
              <PlotTip
                point={points.find(({ at }) => at === nearest(points, Number(label)))}
                lines={lines}
                markers={markersAt(markers, points, nearest(points, Number(label)) ?? 0)}
                format={format}
                now={lastIso}
              />
            ) : null
          }
        />
        {threshold && (
          <ReferenceLine
            y={threshold.value}
            stroke="var(--line-strong)"
            strokeDasharray="4 3"
            label={{ value: threshold.name, position: 'insideBottomLeft', ...tick }}
          />
        )}
        {markers.map(({ at, name }) => (
          <ReferenceLine key={`${at} ${name}`} x={at} stroke="var(--line-strong)" strokeDasharray="1 3" />
        ))}
        {drawn.map(({ key, name, stroke = 'solid' }) => (
          <Line
            key={key}
            dataKey={key}
            name={name}
            type="linear"
            stroke="var(--text)"
            strokeWidth={1.5}
            strokeDasharray={dashes[stroke]}
            dot={loneDot(points, key)}
            activeDot={{ r: 2.5, fill: 'var(--text)', strokeWidth: 0 }}
            connectNulls={false}
            label={drawn.length > 1 ? nameAtEnd(key) : false}
            isAnimationActive={false}
          />
        ))}
        {drag && <ReferenceArea x1={drag.from} x2={drag.to} fill="var(--text)" fillOpacity={0.08} />}
      </LineChart>
    </ResponsiveContainer>
  );
});

/** A value between two gaps has no line on either side, so it is drawn as a dot. */
function loneDot(points: ChartProps['points'], key: string) {
  const isKnown = (index: number) => typeof points[index]?.[key] === 'number';
  return ({ cx, cy, index }: { cx?: Place; cy?: Place; index?: number | undefined }) =>
    // Before the axis knows its lengths, no place can be computed.
    index !== undefined &&
    Number.isFinite(Number(cx) + Number(cy)) &&
    isKnown(index) &&
    !isKnown(index - 1) &&
    !isKnown(index + 1) ? (
      <circle key={index} cx={Number(cx)} cy={Number(cy)} r={1.5} fill="var(--text)" />
    ) : (
      <g key={index} />
    );
}

type Place = number | string | undefined;
