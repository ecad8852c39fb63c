// Choices in rows: each with what the run comes to with it, and what that changes.

import { useId } from 'react';
import type { Variant } from '../../../controllers/variants.ts';
import { Outcome } from './Outcome.tsx';

interface OptionsProps<T extends string> {
  name: string;
  value: T;
  options: readonly { value: T; label: string; variant: Variant }[];
  onChange: (value: T) => void;
}

export function Options<T extends string>({ name, value, options, onChange }: OptionsProps<T>) {
  const group = useId();
  return (
    <div className="try-options" role="radiogroup" aria-label={name}>
      {options.map((option) => {
        const inForce = option.value === value;
        return (
          <label key={option.value} className="try-row" data-selected={inForce}>
            <input
              type="radio"
              name={group}
              checked={inForce}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
            <Outcome variant={inForce ? null : option.variant} />
          </label>
        );
      })}
    </div>
  );
}
