// The upper right pane: the scenarios, and the five forms of the one on screen.

import { lazy, Suspense, useId } from 'react';
import { problemCount } from '../../store/drafts.ts';
import type { FormTab } from '../../store/view-slice.ts';
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import { TabList } from '../../ui/Tabs.tsx';
import { formTitles } from '../titles.ts';
import { usePlayground, useWorkbench } from '../../workbench.ts';
import { ScenarioBar, scenarioPanelId } from '../scenario/ScenarioBar.tsx';
import { AddExchange } from './ExchangeBar.tsx';
import { CurlTools, ViewSwitch } from './messages/MessageTools.tsx';
import { RequestForm } from './RequestForm.tsx';
import { useExchange, useScenario } from './selection.ts';

// The request is the first that is seen; the others come when they are asked for.
const UpstreamForm = lazy(async () => ({
  default: (await import('./UpstreamForm.tsx')).UpstreamForm,
}));
const CallsForm = lazy(async () => ({
  default: (await import('./calls/CallsForm.tsx')).CallsForm,
}));
const NodeForm = lazy(async () => ({ default: (await import('./NodeForm.tsx')).NodeForm }));
const PluginForm = lazy(async () => ({ default: (await import('./PluginForm.tsx')).PluginForm }));

export function ScenarioPane() {
  const panelId = useId();
  const tab = usePlayground((state) => state.formTab);
  const scenarioIndex = usePlayground((state) => state.scenario);
  const openings = usePlayground((state) => state.openings);
  const exchanges = useScenario().scenario.exchanges.length;

  return (
    <section className="pane" id={scenarioPanelId} aria-label="Scenario" tabIndex={-1}>
      <ScenarioBar />
      <div className="tabs form-tabs">
        <FormTabs panelId={panelId} tab={tab} />
        {(tab === 'request' || tab === 'upstream') && (
          <div className="tabs-end">
            {tab === 'request' && exchanges === 1 && <AddExchange />}
            {tab === 'request' && <CurlTools />}
            <ViewSwitch />
          </div>
        )}
      </div>
      <div
        className="pane-body contained forms"
        id={panelId}
        role="tabpanel"
        aria-label={formTitles[tab]}
        // Fields start afresh with another scenario or project.
        key={`${openings} ${scenarioIndex} ${tab}`}
      >
        <ErrorBoundary name={`The ${formTitles[tab]} form`}>
          <Suspense fallback={null}>
            {tab === 'request' && <RequestForm />}
            {tab === 'upstream' && <UpstreamForm />}
            {tab === 'calls' && <CallsForm />}
            {tab === 'node' && <NodeForm />}
            {tab === 'plugin' && <PluginForm />}
          </Suspense>
        </ErrorBoundary>
      </div>
    </section>
  );
}

function FormTabs({ panelId, tab }: { panelId: string; tab: FormTab }) {
  const { store } = useWorkbench();
  const { scenario, path } = useScenario();
  const { exchange } = useExchange();
  const shared = usePlayground((state) => state.project.route.target);
  const target = scenario.overrides.route?.target ?? shared;
  const drafts = usePlayground((state) => state.drafts);
  const problems: Record<FormTab, number> = {
    request: scenario.exchanges
      .map((_, index) => problemCount(drafts, `${path}.exchanges.${index}.request`))
      .reduce((sum, count) => sum + count, 0),
    upstream:
      problemCount(drafts, 'route') +
      problemCount(drafts, 'routes') +
      problemCount(drafts, `${path}.overrides.route`) +
      scenario.exchanges
        .map((_, index) => problemCount(drafts, `${path}.exchanges.${index}.upstream`))
        .reduce((sum, count) => sum + count, 0),
    calls: problemCount(drafts, `${path}.calls`) + problemCount(drafts, 'clusters'),
    node:
      problemCount(drafts, 'node') +
      problemCount(drafts, 'attributes') +
      problemCount(drafts, 'listener') +
      problemCount(drafts, 'workers') +
      problemCount(drafts, `${path}.overrides.node`) +
      problemCount(drafts, `${path}.overrides.attributes`),
    plugin: problemCount(drafts, 'plugins') + problemCount(drafts, `${path}.overrides.plugins`),
  };
  const upstream =
    target.kind === 'direct-response'
      ? String(target.status)
      : exchange.upstream.kind === 'answer'
        ? String(exchange.upstream.status)
        : exchange.upstream.kind;
  const counts: Partial<Record<FormTab, string>> = {
    upstream,
    calls: scenario.calls.length === 0 ? '' : String(scenario.calls.length),
  };
  return (
    <TabList
      label="Scenario forms"
      panelId={panelId}
      value={tab}
      onChange={(formTab) => store.getState().show({ formTab })}
      items={order.map((value) => ({
        value,
        label: (
          <>
            {formTitles[value]}
            {counts[value] !== undefined && counts[value] !== '' && (
              <span className="count">{counts[value]}</span>
            )}
            {problems[value] > 0 && (
              <span className="tone-fault">
                <Glyph name="fault" label={`${problems[value]} not in force`} />
              </span>
            )}
          </>
        ),
      }))}
    />
  );
}

const order: readonly FormTab[] = ['request', 'upstream', 'calls', 'node', 'plugin'];
