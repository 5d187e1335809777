/** The quality that an `Accept` header gives a media type, by the most specific matching range (RFC 9110, 12.5.1). */
function qualityOf(type: string, ranges: ReadonlyMap<string, number>): number {
  return ranges.get(type) ?? ranges.get(type.replace(/\/.*/, '/*')) ?? ranges.get('*/*') ?? 0;
}

/** Whether an `Accept` header prefers a page for people to JSON, as browsers do. Programs that accept anything get JSON. */
export function prefersPage(accept = ''): boolean {
  const ranges = new Map(
    accept.split(',').map((member): [string, number] => {
      const [range = '', ...parameters] = member.split(';').map((part) => part.trim().toLowerCase());
      const quality = parameters.find((each) => each.startsWith('q='))?.slice(2);
      return [range, quality === undefined ? 1 : Number(quality) || 0];
    }),
  );
  return qualityOf('text/html', ranges) > qualityOf('application/json', ranges);
}
