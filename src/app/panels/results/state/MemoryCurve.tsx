// How the memory of each VM grew from request to request, as steps.

import type { ScenarioReport } from '#run/api.ts';
import { formatMiB, plural } from '#trace/units.ts';

const width = 600;
const height = 64;

export function MemoryCurve({ report }: { report: ScenarioReport }) {
  const { memory, memoryBytes, rounds } = report;
  if (memory.length === 0 || memoryBytes.length === 0) return null;
  const requests = rounds?.exchanges ?? report.exchanges.length;
  const most = Math.max(...memory.flatMap(({ bytes }) => bytes), 1);
  const x = (exchange: number | null): number =>
    requests === 0 ? 0 : (((exchange ?? -1) + 1) / requests) * width;
  const y = (bytes: number): number => height - 2 - (bytes / most) * (height - 6);
  return (
    <figure className="memory-curve">
      <figcaption>
        <span className="strong">Memory</span>{' '}
        <span className="small t2">
          of {plural(memoryBytes.length, 'VM')}, from the start to the end of{' '}
          {plural(requests, 'request')}: {memoryBytes.map(formatMiB).join(', ')}
        </span>
      </figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Memory at the end: ${memoryBytes.map(formatMiB).join(', ')}`}
      >
        {memoryBytes.map((_, vm) => {
          let path = '';
          for (const { exchange, bytes } of memory) {
            const level = y(bytes[vm] ?? 0);
            path += path === '' ? `M0 ${level}` : `H${x(exchange)}V${level}`;
          }
          // VMs have no identity but their place.
          // oxlint-disable-next-line react/no-array-index-key
          return <path key={vm} d={`${path}H${width}`} vectorEffect="non-scaling-stroke" />;
        })}
      </svg>
    </figure>
  );
}
