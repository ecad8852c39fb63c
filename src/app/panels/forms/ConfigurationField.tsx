// A configuration in one of Envoy's three spellings: a string, a Struct that arrives as the serialised message, or bytes.

import type { ReactNode } from 'react';
import type { Configuration } from '#project/schema.ts';
import { DraftField } from '../../fields/DraftField.tsx';
import { jsonObject } from '../../fields/json.ts';
import type { Rule } from '#messages/rules.ts';
import { anyText, base64 } from '../../fields/rules.ts';
import { Choice } from '../../ui/Choice.tsx';
import { useWorkbench } from '../../workbench.ts';
import { ConfigurationBytes } from './ConfigurationBytes.tsx';

export interface ConfigurationFieldProps {
  path: string;
  label: string;
  value: Configuration;
  onCommit: (value: Configuration) => void;
  scope?: ReactNode;
}

/** Keeps the text as it was typed; what the filter gets is made of it. */
const structText: Rule<string> = (text) => {
  const checked = jsonObject(text);
  return checked.ok ? { ok: true, value: text } : checked;
};

const rules: Record<Configuration['encoding'], Rule<string>> = {
  string: anyText,
  struct: structText,
  bytes: base64,
};

const hints: Record<Configuration['encoding'], string> = {
  string: 'StringValue: the filter gets this text.',
  struct: 'Struct: the filter gets the serialised protobuf message, not JSON.',
  bytes: 'BytesValue: base64 here, the filter gets the bytes.',
};

export function ConfigurationField(props: ConfigurationFieldProps) {
  const { path, label, value, onCommit, scope } = props;
  const { store } = useWorkbench();

  function recode(encoding: Configuration['encoding']): void {
    const draft = store.getState().drafts[`${path}.text`];
    const text = typeof draft?.text === 'string' ? draft.text : value.text;
    const checked = rules[encoding](text);
    const { setDraft } = store.getState();
    if (checked.ok) {
      setDraft(`${path}.text`, null);
      onCommit({ encoding, text: checked.value });
      return;
    }
    // The text does not suit the new encoding: it stays to be mended, and an empty value is in force.
    setDraft(`${path}.text`, { text, problem: checked.problem });
    onCommit({ encoding, text: '' });
  }

  return (
    <div className="form-section">
      <div className="section-head">
        <h2>{label}</h2>
        {scope}
        <span className="grow" />
        <Choice
          slim
          label={`Encoding of the ${label.toLowerCase()}`}
          value={value.encoding}
          options={[
            { value: 'string', label: 'String' },
            { value: 'struct', label: 'Struct' },
            { value: 'bytes', label: 'Bytes' },
          ]}
          onChange={recode}
        />
      </div>
      <DraftField
        path={`${path}.text`}
        label={label}
        hideLabel
        rows={4}
        value={value.text}
        rule={rules[value.encoding]}
        onCommit={(text) => onCommit({ ...value, text })}
        hint={hints[value.encoding]}
        lined={value.encoding === 'struct'}
      />
      <ConfigurationBytes label={label.toLowerCase()} value={value} />
    </div>
  );
}
