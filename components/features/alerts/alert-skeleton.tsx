/** Lines of the final height while an alert is read. */
export function AlertSkeleton() {
  return (
    <div aria-busy="true" className="flex max-w-160 flex-col gap-4">
      <span className="visually-hidden">Reading</span>
      <div className="skeleton h-4 w-24" />
      <div className="skeleton h-7 w-full" />
      <div className="skeleton h-7 w-[60%]" />
      <div className="skeleton h-4 w-[80%]" />
      <div className="skeleton mt-6 h-32 w-full" />
    </div>
  );
}
