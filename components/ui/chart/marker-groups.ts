import type { ChartMarker } from './chart-props.ts';

/** A mark can be pressed in 24 px; on a picture of 480 px two of them have room in this share of it. */
const APART = 0.05;

/** Markers that would overlap are drawn as one. Its name and the table list what it stands for. */
export function markerGroups(
  markers: readonly ChartMarker[],
  first: number,
  last: number,
): { share: number; markers: ChartMarker[] }[] {
  const groups: { share: number; markers: ChartMarker[] }[] = [];
  if (last <= first) return groups;
  const inside = markers.filter(({ at }) => at >= first && at <= last).toSorted((a, b) => a.at - b.at);
  for (const marker of inside) {
    const share = (marker.at - first) / (last - first);
    const group = groups.at(-1);
    if (group && share - group.share < APART) group.markers.push(marker);
    else groups.push({ share, markers: [marker] });
  }
  return groups;
}

/** The markers of a point: those to which it is the nearest. */
export function markersAt(
  markers: readonly ChartMarker[],
  points: readonly { at: number }[],
  at: number,
): ChartMarker[] {
  return markers.filter((marker) => nearest(points, marker.at) === at);
}

/** The nearest point's time; null where there are none. */
export function nearest(points: readonly { at: number }[], at: number): number | null {
  let best: number | null = null;
  for (const point of points)
    if (best === null || Math.abs(point.at - at) < Math.abs(best - at)) best = point.at;
  return best;
}
