/**
 * Next's subpaths have no `exports` map, so TypeScript's `nodenext` resolution, which the rest of the code needs,
 * does not find them, but the bundler does. Each is declared here by the module behind it.
 */
declare module 'next/link' {
  import link = require('next/dist/client/link.js');
  const Link: typeof link.default;
  export default Link;
}

declare module 'next/font/local' {
  import local = require('next/dist/compiled/@next/font/dist/local/index.js');
  const localFont: typeof local.default;
  export default localFont;
}

declare module 'next/navigation' {
  export * from 'next/dist/client/components/navigation.js';
}

declare module 'next/headers' {
  export * from 'next/dist/server/request/cookies.js';
  export * from 'next/dist/server/request/headers.js';
}

declare module 'next/server' {
  export { connection } from 'next/dist/server/request/connection.js';
  export { NextRequest } from 'next/dist/server/web/spec-extension/request.js';
  export { NextResponse } from 'next/dist/server/web/spec-extension/response.js';
}
