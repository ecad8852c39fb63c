// What all rounds of a repeated scenario came to: shares of what can be counted, spreads of what can be measured.

import type { RoundsReport, Share, Spread } from '#run/api.ts';
import { formatCount, formatNs, plural } from '#trace/units.ts';
import { SpreadChart } from './SpreadChart.tsx';

export function RoundsSummary({ rounds, shown }: { rounds: RoundsReport; shown: number }) {
  const { played, asked, exchanges, verdicts, statuses, clusters, durationNs, hostcalls } = rounds;
  return (
    <section className="rounds" aria-label="All rounds">
      <div className="tests-head">
        <span className="strong">{plural(played, 'round')}</span>
        <span className="t2">
          {played < asked && `of ${formatCount(asked)} · `}
          {plural(exchanges, 'request')}, all on the same VMs; the journey shows the first{' '}
          {formatCount(shown)}
        </span>
      </div>
      <div className="rounds-grid">
        <Shares title="Status at the client" shares={statuses} of={exchanges} />
        <Shares title="Verdict" shares={verdicts} of={exchanges} />
        <Shares title="Cluster of the upstream" shares={clusters} of={exchanges} />
        <SpreadBlock title="Virtual time of a request" spread={durationNs} text={formatNs} />
        <SpreadBlock title="Hostcalls per request" spread={hostcalls} text={formatCount} />
      </div>
    </section>
  );
}

function Shares({ title, shares, of }: { title: string; shares: Share[]; of: number }) {
  return (
    <table className="shares">
      <caption>{title}</caption>
      <thead className="hidden-head">
        <tr>
          <th scope="col">{title}</th>
          <th scope="col">Share</th>
          <th scope="col">Requests</th>
        </tr>
      </thead>
      <tbody>
        {shares.map(({ name, count }) => (
          <tr key={name}>
            <th scope="row" className="mono cut">
              {name}
            </th>
            <td>
              <span className="share-bar">
                <span style={{ width: `${(100 * count) / of}%` }} />
              </span>
              <span className="number">{percent(count, of)}</span>
            </td>
            <td className="number">{formatCount(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function percent(count: number, of: number): string {
  return `${((100 * count) / of).toFixed(count === of ? 0 : 1)} %`;
}

interface SpreadBlockProps {
  title: string;
  spread: Spread | null;
  text: (value: number) => string;
}

function SpreadBlock({ title, spread, text }: SpreadBlockProps) {
  if (spread === null) return null;
  const { least, median, ninetyNinth, most } = spread;
  return (
    <figure className="spread">
      <figcaption>{title}</figcaption>
      {least === most ? (
        <p>Always {text(least)}</p>
      ) : (
        <>
          <SpreadChart title={title} spread={spread} text={text} />
          <dl className="spread-facts number">
            <dt>least</dt>
            <dd>{text(least)}</dd>
            <dt>median</dt>
            <dd>{text(median)}</dd>
            <dt>99 of 100</dt>
            <dd>{text(ninetyNinth)}</dd>
            <dt>most</dt>
            <dd>{text(most)}</dd>
          </dl>
        </>
      )}
    </figure>
  );
}
