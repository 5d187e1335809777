import type { Labels, MetricFamily, MetricPoint } from './metric-family.ts';

export const PROMETHEUS_MEDIA_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

const SUFFIXES: Record<string, string> = { s: '_seconds', By: '_bytes', '1': '' };

/**
 * The text that Prometheus reads (exposition format 0.0.4). Names follow OpenTelemetry's compatibility rules: dots
 * become underscores; the unit and `_total` are suffixes.
 */
export const prometheusText = (families: readonly MetricFamily[]): string => families.map(written).join('');

/** The name for Prometheus: `waybill.accept.duration` in seconds is `waybill_accept_duration_seconds`. */
function prometheusName({ name, unit, kind }: Pick<MetricFamily, 'name' | 'unit' | 'kind'>): string {
  const plain = name.replace(/[^a-zA-Z0-9_]/g, '_') + (SUFFIXES[unit] ?? '');
  return kind === 'counter' ? `${plain}_total` : plain;
}

function written(family: MetricFamily): string {
  const name = prometheusName(family);
  const lines = family.points.flatMap((point) => linesOf(name, point));
  return `# HELP ${name} ${escapeHelp(family.help)}\n# TYPE ${name} ${family.kind}\n${lines.join('\n')}\n`;
}

function linesOf(name: string, point: MetricPoint): string[] {
  const { labels } = point;
  if ('value' in point) return [`${name}${braced(labels)} ${number(point.value)}`];
  let below = 0;
  const buckets = point.bounds.map((bound, at) => {
    below += point.counts[at]!;
    return `${name}_bucket${braced({ ...labels, le: number(bound) })} ${below}`;
  });
  return [
    ...buckets,
    `${name}_bucket${braced({ ...labels, le: '+Inf' })} ${point.count}`,
    `${name}_sum${braced(labels)} ${number(point.sum)}`,
    `${name}_count${braced(labels)} ${point.count}`,
  ];
}

function braced(labels: Labels): string {
  const pairs = Object.entries(labels).map(
    ([label, value]) => `${label.replace(/[^a-zA-Z0-9_]/g, '_')}="${escapeLabel(value)}"`,
  );
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

const number = (value: number): string =>
  value === Number.POSITIVE_INFINITY ? '+Inf' : value === Number.NEGATIVE_INFINITY ? '-Inf' : String(value);

const escapeHelp = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
const escapeLabel = (text: string): string => escapeHelp(text).replaceAll('"', '\\"');
