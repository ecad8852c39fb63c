// The whole page takes files: while one is dragged over it, it says what dropping would do.

import { IconFileDownload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { usePlayground, useWorkbench } from '../../workbench.ts';

const hasFiles = (event: DragEvent): boolean =>
  event.dataTransfer?.types.includes('Files') === true;

/** Over a field that takes files by itself, such as a body. */
const isTakenElsewhere = (event: DragEvent): boolean =>
  event.target instanceof Element && event.target.closest('[data-takes-files]') !== null;

export function FileDrop() {
  const { files } = useWorkbench();
  const [over, setOver] = useState(false);
  const plugin = usePlayground((state) => state.project.plugins[state.plugin]);
  const several = usePlayground((state) => state.project.plugins.length > 1);

  useEffect(() => {
    /** Entering a child comes before leaving its parent, so only leaving the window counts. */
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const enter = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(!isTakenElsewhere(event));
    };
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      if (isTakenElsewhere(event)) return;
      void files.take([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragover', enter);
    window.addEventListener('dragleave', leave);
    // Before Monaco, which would put the file's name into the code.
    window.addEventListener('drop', drop, { capture: true });
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragover', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop, { capture: true });
    };
  }, [files]);

  if (!over) return null;
  return (
    <div className="drop-target" role="status">
      <div>
        <IconFileDownload size={28} />
        <p className="strong">Drop a module or a project</p>
        <p className="t2">
          A module, .wasm or .wat, takes the place of{' '}
          {several ? `the source of ${plugin?.name ?? 'the plugin'}` : 'the source'}; what you wrote
          is kept. A project, .sluice.json, a download’s .zip or an envoy.yaml, opens as one of its
          own; what is on the page is kept. On the body of a message, any file becomes the body.
        </p>
      </div>
    </div>
  );
}
