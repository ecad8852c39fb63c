// The mark of Sluice: a gate between two posts, water below.

export function Mark() {
  return (
    <svg viewBox="0 0 18 18" aria-hidden="true">
      <path
        d="M3 1.500v15M15 1.500v15"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        fill="none"
      />
      <path d="M5.500 4h7v4.500h-7z" fill="currentColor" />
      <path
        d="M5.200 11.600c1.300-1 2.500-1 3.800 0s2.500 1 3.800 0M5.200 14.800c1.300-1 2.500-1 3.800 0s2.500 1 3.800 0"
        stroke="currentColor"
        strokeWidth="1.600"
        strokeLinecap="round"
        fill="none"
      />
    </svg>
  );
}
