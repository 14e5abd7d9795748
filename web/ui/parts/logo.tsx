interface Props {
  size?: number
}

/** The mark of the house: a cup of tea that is still warm. */
export function Logo({ size = 28 }: Props) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" strokeLinecap="round" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#1F7A5C" />
      <path d="M13 4.6c-1.5 1.6 1.5 2.7 0 4.6M18.4 4.6c-1.5 1.6 1.5 2.7 0 4.6" stroke="#CDE8DC" strokeWidth="1.7" />
      <path d="M6.6 12.4h18.2c0 5.9-2.9 9.7-6.3 10.9h-5.6c-3.4-1.2-6.3-5-6.3-10.9Z" fill="#FFFFFF" />
      <path d="M24.4 14.2c3 .1 3.4 4.7-1.9 5.1" stroke="#FFFFFF" strokeWidth="1.7" />
      <path d="M9.4 26.4h12.6" stroke="#E7C88A" strokeWidth="1.9" />
    </svg>
  )
}
