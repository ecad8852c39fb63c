// In the status bar of a project that was made of an envoy.yaml: how much of it the project does not say, and the way to the list.

import { usePlayground, useWorkbench } from '../../workbench.ts';

export function EnvoyOriginLine() {
  const { store } = useWorkbench();
  const count = usePlayground((state) => state.envoyOrigin?.unmodelled.length ?? 0);
  if (count === 0) return null;
  return (
    <button
      type="button"
      className="status-link"
      onClick={() => store.getState().showDialog('envoy-origin')}
    >
      envoy.yaml: {count} not modelled
    </button>
  );
}
