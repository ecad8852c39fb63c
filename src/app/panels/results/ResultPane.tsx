// The lower right pane: what came of the run, under a chip with the verdict.

import { IconArrowsDiagonal, IconArrowsDiagonalMinimize2 } from '@tabler/icons-react';
import { lazy, Suspense, useId } from 'react';
import type { ScenarioReport } from '#run/api.ts';
import { stateEntries } from '#trace/state-history.ts';
import { matrixRow, type MatrixSum, sumOf } from '#trace/test-matrix.ts';
import type { ResultTab } from '../../store/view-slice.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx';
import { TabList } from '../../ui/Tabs.tsx';
import { resultTitles } from '../titles.ts';
import { usePlayground, useResult, useScenarioReport, useWorkbench } from '../../workbench.ts';
import { ranScenario } from '../../store/results.ts';
import { ExchangeChoice, JourneyPane } from './JourneyPane.tsx';
import { Logs } from './Logs.tsx';
import { StateBanner } from './StateBanner.tsx';
import { VerdictChip } from './VerdictChip.tsx';

// The journey is the first that is seen; the others come when they are asked for.
const Timeline = lazy(async () => ({
  default: (await import('./timeline/Timeline.tsx')).Timeline,
}));
const EnvoyLog = lazy(async () => ({ default: (await import('./EnvoyLog.tsx')).EnvoyLog }));
const State = lazy(async () => ({ default: (await import('./State.tsx')).State }));
const Tests = lazy(async () => ({ default: (await import('./tests/Tests.tsx')).Tests }));
const Compare = lazy(async () => ({ default: (await import('./compare/Compare.tsx')).Compare }));

export function ResultPane({ canMaximize }: { canMaximize: boolean }) {
  const { store } = useWorkbench();
  const panelId = useId();
  const tab = usePlayground((state) => state.resultTab);
  const maximized = usePlayground((state) => state.maximized);
  const chosen = usePlayground((state) => state.exchange);
  const report = useScenarioReport();
  const tests = useTestSum();
  const exchange = report?.exchanges[Math.min(chosen, report.exchanges.length - 1)] ?? null;

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
          <VerdictChip report={report} />
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
      {tab === 'journey' && <ExchangeChoice report={report} />}
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

interface ContentProps {
  tab: ResultTab;
  report: ScenarioReport | null;
  exchangeIndex: number;
}

function Content({ tab, report, exchangeIndex }: ContentProps) {
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
  if (report.exchanges.length === 0 && report.faults.length === 0) return <NoResult />;
  return <JourneyPane report={report} exchangeIndex={exchangeIndex} />;
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
