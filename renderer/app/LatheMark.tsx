/** A turned spindle between two centres: the sign of Lathe. */
export function LatheMark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden>
      <path d="M1.5 12h3M19.5 12h3" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
      <path
        d="M4.5 8.2c1.4 0 1.7 1.6 3 1.6s1.9-4.3 4.5-4.3 3.200 4.3 4.500 4.300 1.600-1.600 3-1.600v7.600c-1.400 0-1.700-1.600-3-1.600s-1.900 4.300-4.500 4.300-3.200-4.300-4.500-4.300-1.600 1.600-3 1.600z"
        fill="currentColor"
      />
    </svg>
  );
}
