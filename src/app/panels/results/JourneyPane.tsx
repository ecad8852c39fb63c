// What became of one exchange: what went wrong, who changed what on the way, and how it ended.

import type { Exchange } from '#project/schema.ts';
import type { FaultKind, HeaderPair, ScenarioReport } from '#run/api.ts';
import { newExpectation } from '#trace/new-expectation.ts';
import { verdictChip } from '#trace/summary.ts';
import { reportFor } from '../../store/results.ts';
import { Choice } from '../../ui/Choice.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import { usePlayground, usePlaygroundContext, useResult } from '../../workbench.ts';
import { FaultBanner, FaultDetails } from './FaultView.tsx';
import { Journey } from './Journey.tsx';
import { ExpectButton } from './tests/ExpectButton.tsx';

export function ExchangeChoice({ report }: { report: ScenarioReport | null }) {
  const { store } = usePlaygroundContext();
  const chosen = usePlayground((state) => state.exchange);
  if (report === null || report.exchanges.length < 2) return null;
  return (
    <div className="exchange-bar">
      <Choice
        slim
        label="Request shown"
        value={String(Math.min(chosen, report.exchanges.length - 1))}
        options={report.exchanges.map((exchange) => ({
          value: String(exchange.index),
          label: `${exchange.index + 1} · ${verdictChip(report, exchange).text}`,
        }))}
        onChange={(value) => store.getState().show({ exchange: Number(value) })}
      />
    </div>
  );
}

interface JourneyPaneProps {
  report: ScenarioReport;
  exchangeIndex: number;
}

export function JourneyPane({ report, exchangeIndex }: JourneyPaneProps) {
  const result = useResult();
  const index = usePlayground((state) => state.scenario);
  const exchange = report.exchanges[exchangeIndex];
  const played = exchange?.verdict === 'not-run' ? undefined : exchange;
  const fault = report.faults.find((one) => one.exchange === exchange?.index) ?? report.faults[0];
  // What was typed when this ran, not what is typed now.
  const ran = result?.project.scenarios.find((one, at) => reportFor(result, one, at) === report)
    ?.exchanges[exchangeIndex];
  return (
    <>
      {fault !== undefined && <FaultBanner fault={fault} report={report} />}
      {fault !== undefined && <FaultDetails fault={fault} report={report} />}
      {exchange?.verdict === 'not-run' && <NotRun exchange={exchange.index} why={fault?.kind} />}
      {played?.verdict === 'hung' && <HungBanner text={played.verdictText} />}
      {played !== undefined && (
        <Journey
          key={`${index} ${played.index}`}
          report={report}
          exchange={played}
          sent={ran === undefined ? null : sentPairs(ran)}
        />
      )}
      {played !== undefined && played.verdictText !== '' && played.verdict !== 'hung' && (
        <p className="hint-text" style={{ padding: 'var(--sl-2) var(--sl-3)' }}>
          {played.verdictText}{' '}
          <ExpectButton
            expectation={newExpectation({
              subject: 'verdict',
              exchange: played.index,
              value: played.verdict,
            })}
          />
          {played.details !== '' && (
            <>
              {' '}
              Response code details: <span className="mono small">{played.details}</span>.
            </>
          )}
        </p>
      )}
    </>
  );
}

/** What the person's form says, as header pairs in Envoy's spelling. */
function sentPairs(exchange: Exchange): HeaderPair[] {
  const { authority, path, method, scheme, headers } = exchange.request;
  return [
    [':authority', authority],
    [':path', path],
    [':method', method],
    [':scheme', scheme],
    ...headers,
  ];
}

const whyNotRun: Partial<Record<FaultKind, string>> = {
  'load-failed': 'Envoy does not start with a filter that it cannot load, so nobody listens.',
  'bad-input': 'The scenario is played when what it was given is mended.',
};

function NotRun({ exchange, why }: { exchange: number; why: FaultKind | undefined }) {
  return (
    <div className="empty">
      <p className="strong">
        This request was not sent{' '}
        <ExpectButton
          expectation={newExpectation({ subject: 'verdict', exchange, value: 'not-run' })}
        />
      </p>
      <p>
        {(why === undefined ? undefined : whyNotRun[why]) ??
          'The scenario had ended before its turn came.'}
      </p>
    </div>
  );
}

function HungBanner({ text }: { text: string }) {
  const [what = '', ...rest] = text.split(/(?<=\.)\s/);
  return (
    <div className="banner paused" role="status">
      <Glyph name="paused" />
      <div>
        <div className="strong">{what}</div>
        <div>
          {rest.join(' ')} Envoy holds such a request until one of its timeouts, or until the client
          leaves.
        </div>
      </div>
    </div>
  );
}
