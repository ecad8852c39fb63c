// Where a node or a host stands: region, zone and sub-zone.

import type { ProjectNode } from '#project/schema.ts';
import { DraftField } from '../../fields/DraftField.tsx';
import { anyText } from '../../fields/rules.ts';

type Locality = ProjectNode['locality'];

export interface LocalityFieldsProps {
  path: string;
  /** Stands before each label, when there is more than one locality in the form. */
  whose?: string;
  value: Locality;
  onCommit: (value: Locality) => void;
}

const parts = [
  { key: 'region', label: 'Region' },
  { key: 'zone', label: 'Zone' },
  { key: 'subZone', label: 'Sub-zone' },
] as const;

export function LocalityFields({ path, whose = '', value, onCommit }: LocalityFieldsProps) {
  return (
    <div className="form-grid">
      {parts.map(({ key, label }) => (
        <DraftField
          key={key}
          path={`${path}.${key}`}
          label={`${whose}${whose === '' ? label : label.toLowerCase()}`}
          value={value[key]}
          rule={anyText}
          onCommit={(text) => onCommit({ ...value, [key]: text })}
        />
      ))}
    </div>
  );
}
