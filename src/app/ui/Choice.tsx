// A choice among few, all of them in sight: radio buttons in one frame.

import { useId } from 'react';

export interface ChoiceProps<T extends string> {
  /** What is being chosen, for those who do not see the form. */
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
  slim?: boolean;
}

export function Choice<T extends string>({
  label,
  value,
  options,
  onChange,
  slim = false,
}: ChoiceProps<T>) {
  const name = useId();
  return (
    <div className={`choice ${slim ? 'slim' : ''}`} role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}
