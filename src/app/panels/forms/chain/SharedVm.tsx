// Whether a plugin shares its VM with others of the chain, and the switch between sharing and a VM of its own.

import { editPlugin, freeName } from '../../../store/edit-project.ts';
import { vmNeighbours } from '../../../store/edit-chain.ts';
import { Button } from '../../../ui/Button.tsx';
import { usePlayground } from '../../../workbench.ts';
import { useProjectEdit } from '../selection.ts';
import { pluginName } from './plugin-name.ts';

export function SharedVm({ index }: { index: number }) {
  const plugins = usePlayground((state) => state.project.plugins);
  const editProject = useProjectEdit();
  const neighbours = vmNeighbours(plugins, index);
  const nameAt = (at: number): string => {
    const plugin = plugins[at];
    return plugin === undefined ? '' : pluginName(plugin, at);
  };
  const sharing = neighbours.filter(({ shares }) => shares).map((one) => nameAt(one.index));
  const [apart] = neighbours.filter(({ shares }) => !shares);

  if (sharing.length > 0) {
    const ownId = freeName(
      'own',
      plugins.map(({ vm }) => vm.id),
    ).replace(' ', '-');
    return (
      <div className="row wrap">
        <span className="hint-text">
          Shares one VM with {sharing.join(', ')}: same code, VM id and VM configuration.
        </span>
        <Button
          look="quiet"
          onClick={() =>
            editProject((project) =>
              editPlugin(project, index, (old) => ({ ...old, vm: { ...old.vm, id: ownId } })),
            )
          }
        >
          Give it a VM of its own
        </Button>
      </div>
    );
  }
  if (apart === undefined) {
    return plugins.length === 1 ? null : (
      <span className="hint-text">
        A VM of its own. Envoy shares a VM only between plugins of the same code.
      </span>
    );
  }
  return (
    <div className="row wrap">
      <span className="hint-text">
        A VM of its own, because VM id or VM configuration differ from {nameAt(apart.index)}, which
        has the same code.
      </span>
      <Button
        look="quiet"
        onClick={() =>
          editProject((project) => {
            const vm = project.plugins[apart.index]?.vm;
            return vm === undefined
              ? project
              : editPlugin(project, index, (old) => ({
                  ...old,
                  vm: { ...old.vm, id: vm.id, configuration: vm.configuration },
                }));
          })
        }
      >
        Share the VM of {nameAt(apart.index)}
      </Button>
    </div>
  );
}
