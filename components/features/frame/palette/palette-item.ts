export const paletteItem =
  'flex min-h-9 cursor-pointer items-center gap-3 rounded-control px-3 data-[selected=true]:bg-hover pointer-coarse:min-h-11';
export const paletteHeading =
  '[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-3 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-small [&_[cmdk-group-heading]]:text-ink-2';
