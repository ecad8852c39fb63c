// Goes to the place in the open Project that a message comes from.

import type { Place } from '#doctor/known-messages/known-message.ts';
import type { Project } from '#project/schema.ts';
import type { PlaygroundState } from '../../store/playground-store.ts';
import { Button } from '../../ui/Button.tsx';
import { usePlayground, useWorkbench } from '../../workbench.ts';

const forms = { calls: 'Calls', upstream: 'Upstream', request: 'Request', node: 'Node' } as const;

export function PlaceButton({ place, onJump }: { place: Place; onJump: () => void }) {
  const { store } = useWorkbench();
  const project = usePlayground((state) => state.project);
  return (
    <Button
      onClick={() => {
        onJump();
        go(store.getState(), place);
      }}
    >
      {label(project, place)}
    </Button>
  );
}

function go(state: PlaygroundState, place: Place): void {
  switch (place.kind) {
    case 'source':
      return state.revealSource({ ...place, column: 1 });
    case 'module':
      state.show({ plugin: place.plugin, file: '' });
      return state.showDialog('module');
    case 'plugin':
      state.show({ plugin: place.plugin, file: '' });
      return state.showForm('plugin');
    case 'form':
      return state.showForm(place.form);
  }
}

function label({ plugins }: Project, place: Place): string {
  if (place.kind === 'form') return forms[place.form];
  const name = plugins[place.plugin]?.name || 'the plugin';
  if (place.kind === 'module') return `Module of ${name}`;
  if (place.kind === 'plugin') return `${name}: ${place.field}`;
  return `${place.file}:${place.line}`;
}
