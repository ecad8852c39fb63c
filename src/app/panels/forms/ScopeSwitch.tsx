// Whether a value holds for all scenarios or is this scenario's own.

import { Choice } from '../../ui/Choice.tsx';

export interface ScopeSwitchProps {
  /** What is switched, for those who do not see the form. */
  what: string;
  own: boolean;
  onChange: (own: boolean) => void;
}

export function ScopeSwitch({ what, own, onChange }: ScopeSwitchProps) {
  return (
    <Choice
      slim
      label={`${what} holds for`}
      value={own ? 'this' : 'all'}
      options={[
        { value: 'all', label: 'All scenarios' },
        { value: 'this', label: 'This scenario' },
      ]}
      onChange={(value) => onChange(value === 'this')}
    />
  );
}
