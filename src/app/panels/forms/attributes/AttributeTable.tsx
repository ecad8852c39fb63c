// Every attribute that Envoy has, with what a filter is given for it in each callback of this scenario.

import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { Project } from '#project/schema.ts';
import { attributeRows, filterRows, phases, type RowFilter } from '#trace/attribute-rows.ts';
import { Choice } from '../../../ui/Choice.tsx';
import { useScenarioReport } from '../../../workbench.ts';
import { AttributeDetail } from './AttributeDetail.tsx';
import { AttributeTree } from './AttributeTree.tsx';
import { useReadings } from './use-readings.ts';

export interface AttributeTableProps {
  attributes: Project['attributes'];
  path: string;
  onCommit: (attributes: Project['attributes']) => void;
}

export function AttributeTable({ attributes, path, onCommit }: AttributeTableProps) {
  const [wanted, setWanted] = useState('');
  const [filter, setFilter] = useState<RowFilter>('all');
  const [chosen, setChosen] = useState('request.path');
  const readings = useReadings();
  const report = useScenarioReport();
  const rows = attributeRows(readings.found, attributes, report?.events ?? []);
  const shown = filterRows(rows, wanted, filter);
  const selected = shown.find(({ name }) => name === chosen);

  return (
    <div className="attributes">
      <div className="row wrap">
        <span className="search-field grow">
          <IconSearch size={14} aria-hidden />
          <input
            className="input"
            type="search"
            aria-label="Find an attribute or value"
            placeholder="Find an attribute or value"
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
        </span>
        <Choice
          slim
          label="Attributes to show"
          value={filter}
          options={[
            { value: 'all', label: 'All' },
            { value: 'read', label: `Read by the filter ${rows.filter((row) => row.read).length}` },
            { value: 'overridden', label: `Overridden ${Object.keys(attributes).length}` },
          ]}
          onChange={setFilter}
        />
      </div>
      <div className="attribute-line table-head" aria-hidden>
        <span>Attribute</span>
        <span>Value in this run</span>
        <span>Type</span>
        <span>Bytes the filter gets</span>
        <span className="attribute-phases">
          {phases.map((phase) => (
            <span key={phase.callback} title={phase.title}>
              {phase.short}
            </span>
          ))}
        </span>
      </div>
      <AttributeTree
        key={filter === 'all' && wanted === '' ? 'all' : 'found'}
        rows={shown}
        unfolded={filter !== 'all' || wanted !== ''}
        chosen={chosen}
        onChoose={setChosen}
      />
      {shown.length === 0 && <p className="hint-text">No attribute is like that.</p>}
      {readings.problem !== null && <p className="hint-text">{readings.problem}</p>}
      <p className="hint-text">
        ● a value, ○ empty, · none there. H headers, B body, T trailers of the request, then of the
        response. Missing ones have the reason in their detail.
      </p>
      {selected !== undefined && (
        <AttributeDetail
          key={selected.name}
          row={selected}
          path={`${path}.table.${selected.name}`}
          attributes={attributes}
          onCommit={onCommit}
        />
      )}
    </div>
  );
}
