/** A curl of wood as a sharp tool takes it off: the sign of Lathe. */
export function LatheMark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden>
      <path
        d="M2.5 20H12A8 8 0 0 0 12 4A6 6 0 0 0 12 16A4 4 0 0 0 12 8A2 2 0 0 0 12 12"
        stroke="currentColor"
        strokeWidth="2.2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
