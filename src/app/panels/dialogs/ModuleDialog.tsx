// What the doctor says of the module that runs, for a plugin whose source is in the editor.

import { usePlayground } from '../../workbench.ts';
import { ModuleReport } from '../module/ModuleReport.tsx';
import { Dialog } from './Dialog.tsx';

export function ModuleDialog({ onClose }: { onClose: () => void }) {
  const plugin = usePlayground((state) => state.project.plugins[state.plugin]);
  const examination = usePlayground((state) => state.examinations[state.plugin] ?? null);
  const kind = plugin?.source.kind === 'module' ? plugin.source.name : 'debug build';
  return (
    <Dialog
      size={760}
      onClose={onClose}
      title={
        <>
          Module of {plugin?.name || 'the plugin'}{' '}
          <span className="t3" style={{ fontWeight: 400, fontSize: 13 }}>
            {kind}
          </span>
        </>
      }
    >
      {examination === null ? (
        <div className="empty" role="status">
          <p>The doctor looks at the module once it has run.</p>
        </div>
      ) : (
        <ModuleReport examination={examination} />
      )}
    </Dialog>
  );
}
