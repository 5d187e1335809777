import { PROBLEMS, type ProblemName, problemType } from '../../contracts/problem.ts';
import { page, prose, text } from './html.ts';
import type { ReferencePaths } from './reference-page.ts';

/** A problem type as a page for people: the cause, what to do, and where to read more. */
export function problemPage(name: ProblemName, { reference, styles }: ReferencePaths): string {
  const { status, title, remedy } = PROBLEMS[name];
  return page({
    title: `${title} (${status})`,
    head: `<link rel="stylesheet" href="${styles}">`,
    body: `<main class="problem"><h1>${text(title)}</h1>
<p>Problem type <code>${text(problemType(name))}</code>, status ${status}.</p>
<h2>What to do</h2><p>${prose(remedy)}</p>
<p>The <code>detail</code> of the answer says what happened to this request. <a href="${reference}">The reference</a> lists the problems of every route.</p></main>`,
  });
}
