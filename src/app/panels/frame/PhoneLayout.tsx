// A phone: to read, not to edit. The result first, the code last.

import { useMemo, useState } from 'react';
import { useFollowReveal } from './use-follow-reveal.ts';
import { EditorPane } from '../../editor/EditorPane.tsx';
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx';
import type { ResultTab } from '../../store/view-slice.ts';
import { PlaygroundContext, usePlayground, usePlaygroundContext } from '../../workbench.ts';
import { ResultPane } from '../results/ResultPane.tsx';
import { BottomBar } from './BottomBar.tsx';
import { ScenarioLine } from './ScenarioLine.tsx';

type View = 'journey' | 'timeline' | 'logs' | 'code';

/** The tabs of the result have no room here, so each stands for one or two of them. */
const views: Record<ResultTab, View> = {
  journey: 'journey',
  tests: 'journey',
  compare: 'journey',
  timeline: 'timeline',
  logs: 'logs',
  'envoy-log': 'logs',
  state: 'logs',
};

export function PhoneLayout({ dark }: { dark: boolean }) {
  const playground = usePlaygroundContext();
  const { store } = playground;
  const shown = useMemo(() => ({ ...playground, editable: false }), [playground]);
  const [code, setCode] = useState(false);
  const tab = usePlayground((state) => state.resultTab);
  useFollowReveal(() => setCode(true));
  const view: View = code ? 'code' : views[tab];

  function show(next: View): void {
    setCode(next === 'code');
    if (next !== 'code') store.getState().show({ resultTab: next });
  }

  return (
    <div className="one-column phone">
      <ScenarioLine>
        <span className="chip outline">read-only</span>
      </ScenarioLine>
      <PlaygroundContext value={shown}>
        <ErrorBoundary name="The pane" key={String(code)}>
          {code ? (
            <EditorPane dark={dark} loadEditor={false} />
          ) : (
            <ResultPane canMaximize={false} />
          )}
        </ErrorBoundary>
      </PlaygroundContext>
      <BottomBar
        value={view}
        onChange={show}
        items={[
          { value: 'journey', label: 'Journey' },
          { value: 'timeline', label: 'Timeline' },
          { value: 'logs', label: 'Logs' },
          { value: 'code', label: 'Code' },
        ]}
      />
    </div>
  );
}
