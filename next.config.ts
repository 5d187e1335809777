import type { NextConfig } from 'next';
import { staticHeaders } from './app/security/headers.ts';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  turbopack: { root: import.meta.dirname },
  // The type check of the whole tree is a step of its own; a start needs none.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  headers: async () => [{ source: '/:path*', headers: staticHeaders }],
};

export default config;
