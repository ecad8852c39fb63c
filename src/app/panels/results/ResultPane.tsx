// The lower right pane: what came of the run, under a chip with the verdict.

import { IconArrowsDiagonal, IconArrowsDiagonalMinimize2 } from '@tabler/icons-react';
import { lazy, Suspense, useId } from 'react';
import type { Exchange } from '#project/schema.ts';
import type { HeaderPair, ScenarioReport } from '#run/api.ts';
import { newExpectation } from '#trace/new-expectation.ts';
import { stateEntries } from '#trace/state-history.ts';
import { type Tone, verdictChip, withTimeApart } from '#trace/summary.ts';
import { matrixRow, type MatrixSum, sumOf } from '#trace/test-matrix.ts';
import type { ResultTab } from '../../store/view-slice.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx';
import { Glyph, type GlyphName } from '../../ui/Glyph.tsx';
import { TabList } from '../../ui/Tabs.tsx';
import { resultTitles } from '../titles.ts';
import { usePlayground, useResult, useScenarioReport, useWorkbench } from '../../workbench.ts';
import { ranScenario, reportFor } from '../../store/results.ts';
import { FaultBanner, FaultDetails } from './FaultView.tsx';
import { Journey } from './Journey.tsx';
import { Logs } from './Logs.tsx';
import { StateBanner } from './StateBanner.tsx';
import { ExpectButton } from './tests/ExpectButton.tsx';

// The journey is the first that is seen; the others come when they are asked for.
const Timeline = lazy(async () => ({
  default: (await import('./timeline/Timeline.tsx')).Timeline,
}));
const EnvoyLog = lazy(async () => ({ default: (await import('./EnvoyLog.tsx')).EnvoyLog }));
const State = lazy(async () => ({ default: (await import('./State.tsx')).State }));
const Tests = lazy(async () => ({ default: (await import('./tests/Tests.tsx')).Tests }));
const Compare = lazy(async () => ({ default: (await import('./compare/Compare.tsx')).Compare }));

const chipGlyphs: Partial<Record<Tone, GlyphName>> = {
  ok: 'ok',
  fault: 'fault',
  paused: 'paused',
  changed: 'warning',
};

export function ResultPane({ canMaximize }: { canMaximize: boolean }) {
  const { store } = useWorkbench();
  const panelId = useId();
  const tab = usePlayground((state) => state.resultTab);
  const maximized = usePlayground((state) => state.maximized);
  const chosen = usePlayground((state) => state.exchange);
  const report = useScenarioReport();
  const tests = useTestSum();
  const exchange = report?.exchanges[Math.min(chosen, report.exchanges.length - 1)] ?? null;
  const chip = report === null ? null : verdictChip(report, exchange);
  const glyph = chip === null ? undefined : chipGlyphs[chip.tone];

  return (
    <section className="pane" aria-label="Result" tabIndex={-1}>
      <div className="tabs result-tabs">
        <TabList
          label="Results"
          panelId={panelId}
          value={tab}
          onChange={(resultTab) => store.getState().show({ resultTab })}
          items={tabItems(report, tests)}
        />
        <div className="tabs-end">
          {chip !== null && (
            <span
              className={`chip ${chip.tone}`}
              role="status"
              aria-label={`Verdict: ${chip.text}`}
              title={chip.text}
            >
              {glyph !== undefined && <Glyph name={glyph} />}
              <span className="cut">{withTimeApart(chip).words}</span>
              <span className="chip-time">{withTimeApart(chip).time}</span>
            </span>
          )}
          {canMaximize && (
            <IconButton
              slim
              label={maximized === null ? 'Enlarge the result' : 'Share the page again'}
              icon={
                maximized === null ? (
                  <IconArrowsDiagonal size={14} />
                ) : (
                  <IconArrowsDiagonalMinimize2 size={14} />
                )
              }
              onClick={() =>
                store.getState().show({ maximized: maximized === null ? 'result' : null })
              }
            />
          )}
        </div>
      </div>
      <StateBanner />
      <ExchangeChoice report={report} tab={tab} />
      <div
        className="pane-body contained"
        id={panelId}
        role="tabpanel"
        aria-label={resultTitles[tab]}
        // Long results scroll, and scrolling must be possible by keyboard.
        tabIndex={0}
      >
        <ErrorBoundary name={resultTitles[tab]}>
          <Suspense fallback={null}>
            <Content tab={tab} report={report} exchangeIndex={exchange?.index ?? 0} />
          </Suspense>
        </ErrorBoundary>
      </div>
    </section>
  );
}

const tabs: readonly ResultTab[] = [
  'journey',
  'timeline',
  'logs',
  'envoy-log',
  'state',
  'tests',
  'compare',
];

/** How many assertions of all scenarios hold. */
function useTestSum(): MatrixSum {
  const scenarios = usePlayground((state) => state.project.scenarios);
  const result = useResult();
  return sumOf(
    scenarios.map((scenario, index) =>
      matrixRow(scenario, index, ranScenario(result, scenario, index)),
    ),
  );
}

function tabItems(report: ScenarioReport | null, { assertions, scenarios }: MatrixSum) {
  const calls = report?.counts.callbacks ?? 0;
  const logs = report?.events.filter((event) => event.kind === 'log').length ?? 0;
  const entries = report === null ? 0 : stateEntries(report.state);
  const counts: Record<ResultTab, { text: string; tone: string }> = {
    journey: { text: '', tone: '' },
    timeline: { text: calls === 0 ? '' : String(calls), tone: '' },
    logs: { text: logs === 0 ? '' : String(logs), tone: '' },
    'envoy-log': { text: '', tone: '' },
    state: { text: entries === 0 ? '' : String(entries), tone: '' },
    compare: { text: '', tone: '' },
    tests: {
      text: assertions.total === 0 ? '' : `${assertions.holds}/${assertions.total}`,
      tone: scenarios.fails > 0 ? 'tone-fault' : scenarios.holds > 0 ? 'tone-ok' : '',
    },
  };
  return tabs.map((value) => ({
    value,
    label: (
      <>
        {resultTitles[value]}
        {counts[value].text !== '' && (
          <span className={`count ${counts[value].tone}`}>{counts[value].text}</span>
        )}
      </>
    ),
  }));
}

function ExchangeChoice({ report, tab }: { report: ScenarioReport | null; tab: ResultTab }) {
  const { store } = useWorkbench();
  const chosen = usePlayground((state) => state.exchange);
  if (report === null || tab !== 'journey' || report.exchanges.length < 2) return null;
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

interface ContentProps {
  tab: ResultTab;
  report: ScenarioReport | null;
  exchangeIndex: number;
}

function Content({ tab, report, exchangeIndex }: ContentProps) {
  const result = useResult();
  const index = usePlayground((state) => state.scenario);
  const scenario = usePlayground((state) => state.project.scenarios[state.scenario]);
  if (tab === 'tests') return <Tests />;
  if (report === null || scenario === undefined) return <NoResult />;
  if (tab === 'timeline') {
    return <Timeline key={report.index} report={report} />;
  }
  if (tab === 'logs') return <Logs report={report} />;
  if (tab === 'state') return <State report={report} />;
  if (tab === 'compare') return <Compare key={report.index} report={report} />;
  if (tab === 'envoy-log') {
    return <EnvoyLog key={report.index} report={report} clockMs={scenario.clockMs} />;
  }

  const exchange = report.exchanges[exchangeIndex];
  const fault = report.faults.find((one) => one.exchange === exchange?.index) ?? report.faults[0];
  // What was typed when this ran, not what is typed now.
  const ran = result?.project.scenarios.find((one, at) => reportFor(result, one, at) === report)
    ?.exchanges[exchangeIndex];
  return (
    <>
      {fault !== undefined && <FaultBanner fault={fault} more={report.faults.length - 1} />}
      {fault !== undefined && <FaultDetails fault={fault} report={report} />}
      {exchange?.verdict === 'hung' && <HungBanner text={exchange.verdictText} />}
      {exchange !== undefined && (
        <Journey
          key={`${index} ${exchange.index}`}
          report={report}
          exchange={exchange}
          sent={ran === undefined ? null : sentPairs(ran)}
        />
      )}
      {exchange !== undefined && exchange.verdictText !== '' && exchange.verdict !== 'hung' && (
        <p className="hint-text" style={{ padding: 'var(--sl-2) var(--sl-3)' }}>
          {exchange.verdictText}{' '}
          <ExpectButton
            expectation={newExpectation({
              subject: 'verdict',
              exchange: exchange.index,
              value: exchange.verdict,
            })}
          />
          {exchange.details !== '' && (
            <>
              {' '}
              Response code details: <span className="mono small">{exchange.details}</span>.
            </>
          )}
        </p>
      )}
      {fault === undefined && exchange === undefined && <NoResult />}
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

function NoResult() {
  const { runNow } = useWorkbench();
  const run = usePlayground((state) => state.run);
  const compile = usePlayground((state) => state.compile);
  if (run.status === 'running' || compile.status === 'compiling') {
    return (
      <div className="empty" role="status">
        <p>{compile.status === 'compiling' ? 'Compiling the filter.' : 'Running the scenario.'}</p>
      </div>
    );
  }
  return (
    <div className="empty">
      <p className="strong">This scenario has not run yet</p>
      <p>A run plays the request through the filter as Envoy would.</p>
      <Button look="primary" onClick={runNow}>
        Run
      </Button>
    </div>
  );
}
