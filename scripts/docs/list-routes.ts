import type { RouteTable } from '../../contracts/routes/route.ts';

/** A page that lists routes has the list between these marks; `npm run docs:routes` writes it. */
const BEGIN = '<!-- routes: written by npm run docs:routes -->';
const END = '<!-- end of routes -->';

/** A page with its list of routes made from the table. Throws where the page has no place for it. */
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
