// The chain as rows in the order in which requests meet them: which plugin is on screen, what comes in, goes, and changes places.

import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Plugin } from '#project/schema.ts';
import { mostPlugins, vmNeighbours } from '../../../store/edit-chain.ts';
import { plural } from '#trace/units.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { usePlayground, useWorkbench } from '../../../workbench.ts';
import { pluginName } from './plugin-name.ts';

export function ChainSection() {
  const plugins = usePlayground((state) => state.project.plugins);
  const keys = usePlayground((state) => state.pluginKeys);
  return (
    <section className="form-section" aria-label="Chain">
      <div className="section-head">
        <h2>Chain</h2>
        <span className="hint-text">
          {plugins.length === 1
            ? 'one filter'
            : 'requests meet the filters from above, responses from below'}
        </span>
      </div>
      {plugins.length > 1 && (
        <ol className="chain-rows">
          {plugins.map((plugin, index) => (
            <ChainRow key={keys[index]} plugins={plugins} plugin={plugin} index={index} />
          ))}
        </ol>
      )}
      <AddToChain full={plugins.length >= mostPlugins} />
    </section>
  );
}

interface ChainRowProps {
  plugins: readonly Plugin[];
  plugin: Plugin;
  index: number;
}

function ChainRow({ plugins, plugin, index }: ChainRowProps) {
  const { store, chain } = useWorkbench();
  const shown = usePlayground((state) => state.plugin) === index;
  const name = pluginName(plugin, index);
  const shared = vmNeighbours(plugins, index).filter(({ shares }) => shares);
  return (
    <li className="chain-row">
      <button
        type="button"
        className="chain-name"
        aria-current={shown ? 'true' : undefined}
        title={`Show ${name}`}
        onClick={() => store.getState().show({ plugin: index, file: '' })}
      >
        <span className="number t3">{index + 1}</span>
        <span className="cut">{name}</span>
      </button>
      <span className="mono small t3 cut">{sourceText(plugin)}</span>
      <span className="small t3 cut">
        {shared.length === 0
          ? 'own VM'
          : `VM shared with ${shared.map((one) => one.index + 1).join(', ')}`}
      </span>
      <span className="row chain-tools">
        <IconButton
          slim
          label={`Move ${name} up`}
          icon={<IconArrowUp size={14} />}
          disabled={index === 0}
          onClick={() => chain.move(index, index - 1)}
        />
        <IconButton
          slim
          label={`Move ${name} down`}
          icon={<IconArrowDown size={14} />}
          disabled={index === plugins.length - 1}
          onClick={() => chain.move(index, index + 1)}
        />
        <IconButton
          slim
          label={`Take ${name} out of the chain`}
          icon={<IconX size={14} />}
          onClick={() => chain.remove(index)}
        />
      </span>
    </li>
  );
}

function sourceText({ source }: Plugin): string {
  if (source.kind === 'module') return source.name;
  const [first, ...more] = source.files;
  return more.length === 0 ? (first?.path ?? '') : plural(source.files.length, 'file');
}

const empty = 'empty';
const copy = 'copy';

function AddToChain({ full }: { full: boolean }) {
  const { chain, examples, store } = useWorkbench();
  const plugin = usePlayground((state) => state.plugin);
  const name = usePlayground((state) => state.project.plugins[state.plugin]?.name ?? '');
  const [what, setWhat] = useState(empty);

  function add(): void {
    if (what === empty) chain.addEmpty();
    else if (what === copy) chain.addCopy(plugin);
    else
      chain.addExample(what).catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        store.getState().setRun({ status: 'crashed', message });
      });
  }

  return (
    <div className="row wrap">
      <select
        className="input chain-choice"
        aria-label="What to add to the chain"
        value={what}
        disabled={full}
        onChange={(event) => setWhat(event.target.value)}
      >
        <option value={empty}>An empty filter</option>
        <option value={copy}>A copy of {name === '' ? 'this filter' : name}</option>
        <optgroup label="The filter of an example">
          {examples.map(({ slug }) => (
            <option key={slug} value={slug}>
              {slug}
            </option>
          ))}
        </optgroup>
      </select>
      <Button disabled={full} onClick={add}>
        <IconPlus size={14} /> Add to the chain
      </Button>
      {full && <span className="hint-text">A chain has at most {mostPlugins} plugins here.</span>}
    </div>
  );
}
