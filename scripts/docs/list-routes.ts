import type { RouteTable } from '../../contracts/routes/route.ts';

/** A page's list of routes is between these marks. `npm run docs:routes` writes it. */
const BEGIN = '<!-- routes: written by npm run docs:routes -->';
const END = '<!-- end of routes -->';

/** The page with its list of routes replaced by that of the table. Throws if the page has no marks for it. */
export function withRouteList(page: string, table: RouteTable): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`the page has no ${BEGIN} … ${END}`);
  return `${page.slice(0, begin + BEGIN.length)}\n\n${listRoutes(table)}\n\n${page.slice(end)}`;
}

const listRoutes = (table: RouteTable): string =>
  [
    '| route | does | permission |',
    '|---|---|---|',
    ...Object.values(table).map(({ method, path, summary, permission }) => {
      const shown = path.replace(/:([A-Za-z]+)/g, '{$1}');
      return `| \`${method} ${shown}\` | ${summary} | ${permission === null ? 'none' : `\`${permission}\``} |`;
    }),
  ].join('\n');
