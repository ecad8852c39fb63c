// A native list to choose from, labelled.

import { useId } from 'react';

export interface SelectFieldProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
  hideLabel?: boolean;
  mono?: boolean;
}

export function SelectField<T extends string>(props: SelectFieldProps<T>) {
  const { label, value, options, onChange, hideLabel = false, mono = false } = props;
  const id = useId();
  return (
    <div className="field">
      {!hideLabel && <label htmlFor={id}>{label}</label>}
      <select
        id={id}
        className={`input ${mono ? 'mono' : ''}`}
        value={value}
        aria-label={hideLabel ? label : undefined}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
