// Between a phone and a desk: one column, and a bar at the bottom to choose what it shows.

import { useState } from 'react';
import { EditorPane } from '../../editor/EditorPane.tsx';
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx';
import { ScenarioPane } from '../forms/ScenarioPane.tsx';
import { ResultPane } from '../results/ResultPane.tsx';
import { BottomBar } from './BottomBar.tsx';
import { ScenarioLine } from './ScenarioLine.tsx';
import { useFollowForm, useFollowReveal } from './use-follow-reveal.ts';

type View = 'result' | 'scenario' | 'code';

export function NarrowLayout({ dark, loadEditor }: { dark: boolean; loadEditor: boolean }) {
  const [view, setView] = useState<View>('result');
  useFollowReveal(() => setView('code'));
  useFollowForm(() => setView('scenario'));
  return (
    <div className="one-column">
      <ErrorBoundary name="The pane" key={view}>
        {view === 'result' && (
          <>
            <ScenarioLine />
            <ResultPane canMaximize={false} />
          </>
        )}
        {view === 'scenario' && <ScenarioPane />}
        {view === 'code' && <EditorPane dark={dark} loadEditor={loadEditor} />}
      </ErrorBoundary>
      <BottomBar
        value={view}
        onChange={setView}
        items={[
          { value: 'result', label: 'Result' },
          { value: 'scenario', label: 'Scenario' },
          { value: 'code', label: 'Code' },
        ]}
      />
    </div>
  );
}
