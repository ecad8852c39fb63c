// A spread of numbers as bars: one for each bucket, as high as there are many.

import type { Spread } from '#run/api.ts';
import { formatCount } from '#trace/units.ts';

const height = 56;
const barWidth = 10;

interface SpreadChartProps {
  title: string;
  spread: Spread;
  text: (value: number) => string;
}

export function SpreadChart({ title, spread, text }: SpreadChartProps) {
  const { buckets, least, most } = spread;
  const highest = Math.max(...buckets.map(({ count }) => count));
  const width = buckets.length * barWidth;
  return (
    <svg
      className="spread-chart"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${title}: from ${text(least)} to ${text(most)}`}
    >
      {buckets.map(({ from, to, count }, index) => {
        // What is there at all must be seen.
        const tall = count === 0 ? 0 : Math.max(1.5, (height * count) / highest);
        const range = from === to ? text(from) : `${text(from)} to ${text(to)}`;
        return (
          <rect
            key={from}
            x={index * barWidth + 1}
            y={height - tall}
            width={barWidth - 2}
            height={tall}
          >
            <title>{`${range}: ${formatCount(count)}`}</title>
          </rect>
        );
      })}
    </svg>
  );
}
