// Which functions of the host a plugin may call, and which callbacks it gets: all, or those that are named.

import type { Plugin } from '#project/schema.ts';
import { bad, good, type Rule } from '#messages/rules.ts';
import { DraftField } from '../../fields/DraftField.tsx';
import { withoutDrafts } from '../../store/drafts.ts';
import { useWorkbench } from '../../workbench.ts';

export interface CapabilitiesFieldProps {
  path: string;
  allowed: Plugin['allowedCapabilities'];
  onCommit: (allowed: string[] | undefined) => void;
}

/** What every filter needs to start and to say something. */
const first = ['proxy_on_context_create', 'proxy_on_request_headers', 'proxy_log'];

export function CapabilitiesField({ path, allowed, onCommit }: CapabilitiesFieldProps) {
  const { store } = useWorkbench();
  return (
    <>
      <label className="check">
        <input
          type="checkbox"
          checked={allowed !== undefined}
          onChange={(event) => {
            const { drafts, setDrafts } = store.getState();
            setDrafts(withoutDrafts(drafts, path));
            onCommit(event.target.checked ? first : undefined);
          }}
        />
        <span>
          <span className="mono">allowed_capabilities</span>: only what is named here
        </span>
      </label>
      {allowed !== undefined && (
        <DraftField
          path={path}
          label="Allowed capabilities"
          hideLabel
          keepsSpelling
          rows={4}
          value={allowed.join('\n')}
          rule={names}
          onCommit={onCommit}
          hint="Hostcalls, WASI functions and callbacks, one on a line: proxy_log, fd_write, proxy_on_tick. Plugins that share a VM have the list of the first."
        />
      )}
    </>
  );
}

const names: Rule<string[]> = (text) => {
  const found = text.split(/[\s,]+/).filter((name) => name !== '');
  if (found.length === 0)
    return bad('At least one name is needed; an empty list allows everything.');
  const wrong = found.find((name) => !/^[a-z_][a-z0-9_]*$/.test(name));
  return wrong === undefined
    ? good(found)
    : bad(`"${wrong}" is no name of a function, such as proxy_log.`);
};
