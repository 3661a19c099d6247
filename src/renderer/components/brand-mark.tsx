/** Snug's mark, as in build/icon-small.svg: a cup that is also a speech bubble, warm and full. */
export function BrandMark({ size }: { size: number }): React.ReactNode {
  return (
    <svg className="brand-mark" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <rect className="brand-mark-ground" width="16" height="16" rx="5" />
      <path
        className="brand-mark-cup"
        d="M4 7H12A1 1 0 0 1 13 8C13 11 11 13 8 13C7.3 13 6.6 12.9 6 12.6L4.1 13.6C3.6 13.8 3.1 13.4 3.3 12.9L3.9 11.3C3.3 10.4 3 9.3 3 8A1 1 0 0 1 4 7Z"
      />
      <path className="brand-mark-steam" d="M9.1 2.5C7.8 3.1 7.7 3.6 8.1 4C8.5 4.4 8.4 4.9 7.5 5.3" />
    </svg>
  )
}
