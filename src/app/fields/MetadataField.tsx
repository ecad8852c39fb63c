// An object of metadata as JSON or YAML, with what is wrong told at its line.

import { useEffect, useState } from 'react';
import type { Rule } from '#messages/rules.ts';
import { plural } from '#trace/units.ts';
import { Choice } from '../ui/Choice.tsx';
import { tell } from '../ui/notices.tsx';
import { usePlayground, useWorkbench } from '../workbench.ts';
import { DraftField } from './DraftField.tsx';
import { type JsonObject, jsonObject, jsonText } from './json.ts';

export interface MetadataFieldProps {
  path: string;
  label: string;
  value: JsonObject;
  onCommit: (value: JsonObject) => void;
  rows?: number;
}

type Language = 'json' | 'yaml';
interface Yaml {
  yamlText: (value: JsonObject) => string;
  yamlObject: Rule<JsonObject>;
}

export function MetadataField({ path, label, value, onCommit, rows = 7 }: MetadataFieldProps) {
  const { store } = useWorkbench();
  const [yaml, setYaml] = useState<Yaml | null>(null);
  const begunYaml = usePlayground((state) => state.drafts[`${path}.yaml`] !== undefined);
  useEffect(() => {
    if (begunYaml) void import('./metadata-text.ts').then(setYaml);
  }, [begunYaml]);
  const language: Language = yaml === null ? 'json' : 'yaml';
  const fieldPath = `${path}.${language}`;

  async function choose(next: Language): Promise<void> {
    const { drafts, setDraft } = store.getState();
    const problem = drafts[fieldPath]?.problem ?? null;
    if (problem !== null) {
      tell(`Mend the text first, or empty it: ${problem}`);
      return;
    }
    setDraft(fieldPath, null);
    setYaml(next === 'yaml' ? await import('./metadata-text.ts') : null);
  }

  return (
    <div className="metadata-field">
      <div className="section-head">
        <span className="label">{label}</span>
        <span className="small t3">{plural(Object.keys(value).length, 'key')}</span>
        <span className="grow" />
        <Choice
          slim
          label={`${label} as`}
          value={language}
          options={[
            { value: 'json', label: 'JSON' },
            { value: 'yaml', label: 'YAML' },
          ]}
          onChange={(next) => {
            choose(next).catch(() => tell('YAML cannot be loaded; reload the page.'));
          }}
        />
      </div>
      <DraftField
        path={fieldPath}
        label={label}
        hideLabel
        lined
        rows={rows}
        keepsSpelling
        value={yaml === null ? jsonText(value) : yaml.yamlText(value)}
        rule={yaml === null ? jsonObject : yaml.yamlObject}
        onCommit={onCommit}
        inForce={`The last valid metadata is in use: ${plural(Object.keys(value).length, 'key')}.`}
      />
    </div>
  );
}
