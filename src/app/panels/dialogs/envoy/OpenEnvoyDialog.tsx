// Takes a configuration of Envoy as text or as a file. It becomes a project of its own; what was on the page is kept.

import { useRef, useState } from 'react';
import { LinedText } from '../../../fields/LinedText.tsx';
import { Problem } from '../../../fields/Problem.tsx';
import { Button } from '../../../ui/Button.tsx';
import { useWorkbench } from '../../../workbench.ts';
import { Dialog } from '../Dialog.tsx';

export function OpenEnvoyDialog({ onClose }: { onClose: () => void }) {
  const { files } = useWorkbench();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);

  return (
    <Dialog title="Open an envoy.yaml" size={860} onClose={onClose}>
      <div className="form">
        <div className="row">
          <p className="hint-text grow">
            Paste the configuration that Envoy starts with, or its http_filters alone, as YAML or
            JSON. Listener, routes, clusters, node and Wasm filters become a project. It stays on
            this page.
          </p>
          <Button onClick={() => input.current?.click()}>Open a file…</Button>
          <input
            ref={input}
            type="file"
            accept=".yaml,.yml,.json,.wasm,application/yaml,application/json"
            multiple
            hidden
            aria-label="Configuration of Envoy"
            onChange={(event) => {
              const given = [...(event.target.files ?? [])];
              event.target.value = '';
              void files.take(given);
            }}
          />
        </div>
        <LinedText
          label="Configuration to open"
          text={text}
          problem={problem}
          describedBy="open-envoy-problem"
          focused
          rows={14}
          onChange={(next) => {
            setText(next);
            setProblem(null);
          }}
        />
        {problem !== null && <Problem id="open-envoy-problem" text={problem} />}
      </div>
      <div className="dialog-foot">
        <span className="small t3 grow">
          What a project does not say of it is listed by its path.
        </span>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          look="primary"
          disabled={text.trim() === ''}
          onClick={() => void files.takeText(text).then(setProblem)}
        >
          Open as a project
        </Button>
      </div>
    </Dialog>
  );
}
