'use client';

import Link from 'next/link';
import { type ComponentProps, useState } from 'react';

/**
 * A link to a page of the console. The page is prefetched only when the pointer is on the link: a page has dozens of
 * links, and live pages get new ones every second.
 */
export function PageLink(props: Omit<ComponentProps<typeof Link>, 'prefetch'>) {
  const [meant, setMeant] = useState(false);
  return (
    <Link
      {...props}
      prefetch={meant ? null : false}
      onPointerEnter={() => setMeant(true)}
      onFocus={() => setMeant(true)}
    />
  );
}
