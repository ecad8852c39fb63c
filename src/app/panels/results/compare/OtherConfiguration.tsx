// The configuration that the other run has; what is typed stays while panes and tabs change.

import { usePlayground, useWorkbench } from '../../../workbench.ts';
import { otherConfiguration } from './use-sides.ts';

export function OtherConfiguration() {
  const { store } = useWorkbench();
  const plugin = usePlayground((state) => state.plugin);
  const text = usePlayground(otherConfiguration);
  return (
    <label className="compare-configuration">
      <span className="small t2">Configuration of plugin {plugin + 1}, for the other run</span>
      <textarea
        className="input mono"
        rows={2}
        spellCheck={false}
        value={text}
        onChange={(event) => {
          const { otherConfigurations, show } = store.getState();
          show({ otherConfigurations: { ...otherConfigurations, [plugin]: event.target.value } });
        }}
      />
    </label>
  );
}
