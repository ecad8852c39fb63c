// How large the modules that ran are, by plugin and by what takes the room.

import { formatBytes, formatCount } from '#trace/units.ts';
import { usePlayground } from '../../../workbench.ts';
import { StateTable } from './StateTable.tsx';

/** The doctor looks after the first result: until then there is nothing to tell. */
export function Modules() {
  const plugins = usePlayground((state) => state.project.plugins);
  const examinations = usePlayground((state) => state.examinations);
  const known = examinations.flatMap((examination, plugin) =>
    examination === null || plugins[plugin] === undefined
      ? []
      : [{ name: plugins[plugin].name, plugin, sizes: examination.sizes }],
  );
  if (known.length === 0) return null;
  return (
    <StateTable
      name="Modules of this run"
      columns={['Plugin', 'Size', 'Code', 'Data', 'Names, debug', 'Functions']}
    >
      {known.map(({ name, plugin, sizes }) => (
        <tr key={plugin}>
          <td>
            {plugin + 1} {name}
          </td>
          <td className="number">{formatBytes(sizes.wholeBytes)}</td>
          <td className="number">{formatBytes(sizes.codeBytes)}</td>
          <td className="number">{formatBytes(sizes.dataBytes)}</td>
          <td className="number">
            {formatBytes(sizes.custom.reduce((sum, { bytes }) => sum + bytes, 0))}
          </td>
          <td className="number">{formatCount(sizes.functions)}</td>
        </tr>
      ))}
    </StateTable>
  );
}
