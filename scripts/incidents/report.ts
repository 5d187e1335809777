/** One step of an incident, for a person or for a program in the person's place. */
interface Step {
  step: string;
  /** One sentence: what has happened, as far as the person on call knows. */
  say: string;
  /** Where to begin. */
  link?: string;
  /** What to find out or to do. */
  find?: readonly string[];
  /** Further evidence, such as a line of a client's log. */
  given?: string;
}

export type Report = (step: Step) => void;

const clock = () => new Date().toISOString().slice(11, 19);

/** For people: a few lines a step, times in UTC. */
const reportPerson: Report = ({ say, link, find = [], given }) => {
  const lines = [`${clock()}  ${say}`];
  if (given !== undefined) lines.push('', given, '');
  if (link !== undefined) lines.push(`          ${link}`);
  for (const question of find) lines.push(`          · ${question}`);
  process.stdout.write(`${lines.join('\n')}\n\n`);
};

/** For programs: one line of JSON a step. */
const reportProgram: Report = (step) => {
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), ...step })}\n`);
};

export const reportAs = (json: boolean): Report => (json ? reportProgram : reportPerson);
