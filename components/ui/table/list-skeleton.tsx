/** Lines of the final height while a list is read. */
export function ListSkeleton({ rows }: { rows: number }) {
  return (
    <div aria-busy="true">
      <span className="visually-hidden">Reading</span>
      <div className="late h-7 border-line border-b bg-sunken max-phone:hidden" />
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines without content have no other key.
        <div key={index} className="late flex h-14 items-center gap-6 border-line border-b px-3 phone:h-8">
          <div className="skeleton h-3 w-20" />
          <div className="skeleton h-3 w-24" />
          <div className="skeleton h-3 w-[40%] max-phone:hidden" />
        </div>
      ))}
    </div>
  );
}
