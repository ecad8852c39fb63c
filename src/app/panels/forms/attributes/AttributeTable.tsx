// Every attribute that Envoy has, with what a filter is given for it in each callback of this scenario.

import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { type AttributePath, attributePaths } from '#abi/attribute-names.ts';
import type { Project } from '#project/schema.ts';
import type { AttributeReading } from '#run/api.ts';
import {
  type AttributeRow,
  attributeRows,
  filterRows,
  phases,
  type RowFilter,
} from '#trace/attribute-rows.ts';
import { Choice } from '../../../ui/Choice.tsx';
import { usePlayground, useScenarioReport, useWorkbench } from '../../../workbench.ts';
import { useExchange } from '../selection.ts';
import { AttributeDetail } from './AttributeDetail.tsx';

export interface AttributeTableProps {
  attributes: Project['attributes'];
  path: string;
  onCommit: (attributes: Project['attributes']) => void;
}

export function AttributeTable({ attributes, path, onCommit }: AttributeTableProps) {
  const id = useId();
  const [wanted, setWanted] = useState('');
  const [filter, setFilter] = useState<RowFilter>('all');
  const [chosen, setChosen] = useState('request.path');
  const readings = useReadings();
  const report = useScenarioReport();
  const rows = attributeRows(readings.found, attributes, report?.events ?? []);
  const shown = filterRows(rows, wanted, filter);
  const selected = shown.find(({ name }) => name === chosen);

  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const next = shown[shown.findIndex(({ name }) => name === chosen) + step] ?? selected;
    if (next === undefined) return;
    setChosen(next.name);
    document.getElementById(`${id}-${next.name}`)?.scrollIntoView({ block: 'nearest' });
  }

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
      <div
        className="attribute-list"
        role="listbox"
        aria-label="Attributes of Envoy"
        tabIndex={0}
        aria-activedescendant={selected === undefined ? undefined : `${id}-${chosen}`}
        onKeyDown={onKeyDown}
      >
        {shown.map((row) => (
          <Row
            key={row.name}
            id={`${id}-${row.name}`}
            row={row}
            selected={row.name === chosen}
            onChoose={() => setChosen(row.name)}
          />
        ))}
      </div>
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

interface RowProps {
  id: string;
  row: AttributeRow;
  selected: boolean;
  onChoose: () => void;
}

function Row({ id, row, selected, onChoose }: RowProps) {
  return (
    // The keys are the list's own, above.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      className={`attribute-line table-row ${row.overridden ? 'overridden' : ''}`}
      role="option"
      aria-selected={selected}
      onClick={onChoose}
    >
      <span className="mono ellipsis">{row.name}</span>
      <span className="mono ellipsis">{row.text}</span>
      <span className="t2">{row.type}</span>
      <span className="mono small t3 ellipsis">
        {row.hex === '' ? '' : `${row.sizeBytes} B ${row.hex}`}
      </span>
      <span className="attribute-phases mono" role="img" aria-label={row.told}>
        {phases.map((phase) => (
          <span key={phase.callback}>{row.marks[phase.callback] ?? ' '}</span>
        ))}
      </span>
    </div>
  );
}

interface Readings {
  found: readonly AttributeReading[];
  problem: string | null;
}

/** Read anew after each run; what was there before stays meanwhile. */
function useReadings(): Readings {
  const { readAttributes, store } = useWorkbench();
  const plugin = usePlayground((state) => state.plugin);
  const exchange = useExchange().index;
  const scenario = usePlayground((state) => state.scenario);
  const resultKey = usePlayground((state) => state.resultKey);
  const isDone = usePlayground((state) => state.run.status === 'done');
  const [readings, setReadings] = useState<Readings>({ found: [], problem: null });

  useEffect(() => {
    if (!isDone || resultKey === 0) return;
    let current = true;
    const { project } = store.getState();
    const paths = pathsOf(project, scenario, exchange);
    readAttributes({ scenario, plugin, exchange, paths }).then(
      (found) => {
        if (current && typeof found !== 'string') setReadings({ found, problem: null });
        if (current && typeof found === 'string') {
          setReadings({ found: [], problem: `The values are not there: ${found}.` });
        }
      },
      (error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        if (current) setReadings({ found: [], problem: `The values are not there: ${why}.` });
      },
    );
    return () => {
      current = false;
    };
  }, [isDone, resultKey, scenario, exchange, plugin, readAttributes, store]);
  return readings;
}

/** The attributes of Envoy, and the members of maps that this scenario has. */
function pathsOf(project: Project, scenario: number, exchange: number): AttributePath[] {
  const one = project.scenarios[scenario];
  const request = one?.exchanges[exchange]?.request;
  const node = one?.overrides.node ?? project.node;
  const attributes = { ...project.attributes, ...one?.overrides.attributes };
  const known = new Set(attributePaths.map((path) => path.join('.')));
  const names = new Set(request?.headers.map(([name]) => name.toLowerCase()));
  return [
    ...attributePaths,
    ...[...names].map((name) => ['request', 'headers', name]),
    ...Object.keys(node.metadata).map((key) => ['xds', 'node', 'metadata', key]),
    ...Object.keys(attributes)
      .filter((name) => !known.has(name))
      .map((name) => name.split('.')),
  ].filter((path) => path.every((part) => !part.includes('\0')));
}
