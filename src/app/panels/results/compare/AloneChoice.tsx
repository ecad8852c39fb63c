// Which plugins of the chain are held against each other, each played without the others.

import { SelectField } from '../../../fields/SelectField.tsx';
import { usePlayground, useWorkbench } from '../../../workbench.ts';

export function AloneChoice() {
  const { store } = useWorkbench();
  const plugins = usePlayground((state) => state.project.plugins);
  const { left, right } = usePlayground((state) => state.alone);
  const last = plugins.length - 1;
  const options = plugins.map(({ name }, at) => ({
    value: String(at),
    label: `${at + 1} · ${name === '' ? 'unnamed' : name} alone`,
  }));
  return (
    <div className="toolbar">
      <SelectField
        hideLabel
        label="Left run"
        value={String(Math.min(left, last))}
        options={options}
        onChange={(value) => store.getState().show({ alone: { left: Number(value), right } })}
      />
      <span className="small t2">and</span>
      <SelectField
        hideLabel
        label="Right run"
        value={right === null ? 'all' : String(Math.min(right, last))}
        options={[...options, { value: 'all', label: 'The whole chain' }]}
        onChange={(value) =>
          store.getState().show({ alone: { left, right: value === 'all' ? null : Number(value) } })
        }
      />
    </div>
  );
}
