// In the status bar: how many findings the doctor has, and the way to them.

import { plural } from '#trace/units.ts';
import { usePlayground, useWorkbench } from '../../workbench.ts';

export function ModuleLine() {
  const { store } = useWorkbench();
  const examination = usePlayground((state) => state.examinations[state.plugin] ?? null);
  if (examination === null) return null;
  const { findings, verdict } = examination;
  const asking = findings.filter(({ severity }) => severity !== 'note').length;
  const tone = verdict !== 'loads' ? 'tone-fault' : asking > 0 ? 'tone-changed' : '';
  const count = asking > 0 ? plural(asking, 'finding') : 'no findings';
  return (
    <button
      type="button"
      className={`status-link ${tone}`}
      onClick={() => store.getState().showDialog('module')}
    >
      module: {count}
    </button>
  );
}
