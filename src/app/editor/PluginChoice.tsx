// A chain of several plugins: which one the left pane shows.

import { usePlayground, useWorkbench } from '../workbench.ts';

export function PluginChoice() {
  const { store } = useWorkbench();
  const plugins = usePlayground((state) => state.project.plugins);
  const plugin = usePlayground((state) => state.plugin);
  if (plugins.length < 2) return null;
  return (
    <select
      className="input plugin-choice"
      aria-label="Plugin of the chain"
      value={String(plugin)}
      onChange={(event) => store.getState().show({ plugin: Number(event.target.value), file: '' })}
    >
      {plugins.map((one, index) => (
        // oxlint-disable-next-line react/no-array-index-key
        <option key={index} value={String(index)}>
          {index + 1} · {one.name || 'plugin'}
        </option>
      ))}
    </select>
  );
}
