'use client';

import { Drawer } from '../../ui/drawer/drawer.tsx';
import { ProjectionRead } from './projection-read.tsx';

/** A projection beside the list. */
export function ProjectionDrawer({
  projection,
  href,
  close,
}: {
  projection: string;
  href: string;
  close(): void;
}) {
  const name = `${projection}, all partitions`;
  return (
    <Drawer name={name} noun="projection" href={href} close={close}>
      <h2 className="mb-4 text-title">{name}</h2>
      <ProjectionRead projection={projection} layout="drawer" />
    </Drawer>
  );
}
