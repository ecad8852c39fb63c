// What the page is, and its keys.

import { editorActions } from '../../editor/editor-actions.ts';
import { Button } from '../../ui/Button.tsx';
import { useWorkbench } from '../../workbench.ts';
import {
  paletteKeys,
  projectsKeys,
  redoKeys,
  runKeys,
  shareKeys,
  undoKeys,
} from '../frame/keys.ts';
import { Dialog } from './Dialog.tsx';

const keys: readonly [keys: string, what: string][] = [
  [paletteKeys, 'everything that can be done, by name'],
  [runKeys, 'run'],
  [shareKeys, 'share: a link to the clipboard and into the address'],
  [projectsKeys, 'your projects, with their earlier versions'],
  [undoKeys, 'take back an edit of the scenario, outside of fields and editor'],
  [redoKeys, 'make it again'],
  ['F6', 'next pane (Shift F6 goes back)'],
  ['F8', 'next problem, in the editor'],
  ['← →', 'next tab, on a row of tabs'],
  ['↑ ↓ Home End', 'move through the events of the timeline'],
  ['Shift ↑ ↓', 'previous and next callback'],
  ['⏎', 'go to the source line of the selected call'],
  ['+ − 0', 'zoom the lanes, show all of them'],
  ...editorActions
    .filter(({ keys: pressed }) => pressed !== '')
    .map(({ keys: pressed, name }): [string, string] => [
      pressed,
      `${name.charAt(0).toLowerCase()}${name.slice(1)}, in the editor`,
    ]),
  ['Ctrl M', 'let Tab leave the editor'],
  ['Ctrl Space', 'complete'],
];

export function HelpDialog({ onClose }: { onClose: () => void }) {
  const { store } = useWorkbench();
  return (
    <Dialog title="Help" onClose={onClose}>
      <div className="form">
        <p>
          Sluice runs a filter for Envoy in this tab. The left side is the filter, in
          AssemblyScript. The right side is a scenario: a request, what the servers behind Envoy
          answer, the node and the configuration; and below it what Envoy makes of it.
        </p>
        <p>
          Nothing leaves the browser: the compiler, the simulated Envoy and your work are all here.
          Times are virtual, so a scenario gives the same result on every machine. The download does
          the same in a real Envoy from 1.33 on.
        </p>
        <p>What the filter itself did is tinted and carries its line. What Envoy did says so.</p>
        <p>
          An error from an Envoy, an Istio or a log elsewhere?{' '}
          <Button onClick={() => store.getState().explain('')}>Explain an error…</Button>
        </p>
        <dl className="facts" style={{ padding: 0 }}>
          {keys.map(([name, what]) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt>
                <span className="kbd box">{name}</span>
              </dt>
              <dd style={{ font: 'inherit' }}>{what}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Dialog>
  );
}
