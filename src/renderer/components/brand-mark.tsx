/** Snug's mark: a cup, warm and full. */
export function BrandMark({ size }: { size: number }): React.ReactNode {
  return (
    <svg className="brand-mark" width={size} height={size} viewBox="0 0 44 44" aria-hidden="true">
      <rect className="brand-mark-ground" width="44" height="44" rx="14" />
      <path className="brand-mark-cup" d="M16 20h12a4 4 0 0 1 4 4 10 10 0 0 1-20 0 4 4 0 0 1 4-4z" />
    </svg>
  )
}
