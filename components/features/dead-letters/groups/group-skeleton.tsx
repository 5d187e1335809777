/** Shown in place of a group's head until it is read, line by line. */
export const GroupSkeleton = () => (
  <div aria-busy="true" className="mb-8 flex min-h-80 flex-col gap-6">
    <span className="visually-hidden">Reading</span>
    <Lines widths={['w-3/4', 'w-1/4', 'w-1/2']} />
    <Lines widths={['w-1/4', 'w-2/3', 'w-2/3', 'w-2/3']} />
    <div className="skeleton h-7 w-80 max-w-full" />
  </div>
);

const Lines = ({ widths }: { widths: readonly string[] }) => (
  <div className="flex flex-col gap-2">
    {widths.map((width, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: lines without content have no other key.
      <div key={index} className={`skeleton h-5 ${width}`} />
    ))}
  </div>
);
