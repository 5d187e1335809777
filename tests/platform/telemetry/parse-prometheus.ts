interface PrometheusFamily {
  type: string;
  help: string;
  samples: { name: string; labels: Record<string, string>; value: number }[];
}

const sampleLine = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/;
const labelPair = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/;

/** Parses Prometheus's text format 0.0.4 strictly. Throws for an invalid line. */
export function parsePrometheus(text: string): Map<string, PrometheusFamily> {
  if (!text.endsWith('\n')) throw new Error('The last line has no newline.');
  const families = new Map<string, PrometheusFamily>();
  let family: PrometheusFamily | undefined;
  let familyName = '';
  for (const line of text.slice(0, -1).split('\n')) {
    const comment = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$/.exec(line);
    if (comment?.[1] === 'HELP') {
      familyName = comment[2]!;
      if (families.has(familyName)) throw new Error(`${familyName} comes twice.`);
      family = { type: '', help: comment[3]!, samples: [] };
      families.set(familyName, family);
    } else if (comment) {
      if (comment[2] !== familyName || !family) throw new Error(`TYPE without HELP: ${line}`);
      if (!/^(counter|gauge|histogram)$/.test(comment[3]!)) throw new Error(`No type: ${line}`);
      family.type = comment[3]!;
    } else {
      if (!family?.type) throw new Error(`A sample of nothing: ${line}`);
      family.samples.push(readSample(line, familyName));
    }
  }
  return families;
}

function readSample(line: string, familyName: string): PrometheusFamily['samples'][number] {
  const match = sampleLine.exec(line);
  if (!match) throw new Error(`No sample: ${line}`);
  const [, name = '', labelText = '', number = ''] = match;
  if (!name.startsWith(familyName)) throw new Error(`${name} is listed under ${familyName}.`);
  const labels: Record<string, string> = {};
  for (let rest = labelText; rest !== ''; ) {
    const pair = labelPair.exec(rest);
    if (!pair) throw new Error(`No label: ${rest}`);
    labels[pair[1]!] = pair[2]!.replace(/\\(.)/g, (_, character) => (character === 'n' ? '\n' : character));
    rest = rest.slice(pair[0].length);
  }
  const value = number === '+Inf' ? Number.POSITIVE_INFINITY : Number(number);
  if (Number.isNaN(value)) throw new Error(`No number: ${line}`);
  return { name, labels, value };
}
