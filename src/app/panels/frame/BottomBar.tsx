// The bar at the bottom of small screens.

import { IconCode, IconForms, IconList, IconRoute, IconTerminal2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';

export interface BottomBarProps<T extends string> {
  value: T;
  items: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
}

const icons: Record<string, ReactNode> = {
  result: <IconRoute size={18} />,
  journey: <IconRoute size={18} />,
  scenario: <IconForms size={18} />,
  timeline: <IconList size={18} />,
  logs: <IconTerminal2 size={18} />,
  code: <IconCode size={18} />,
};

export function BottomBar<T extends string>({ value, items, onChange }: BottomBarProps<T>) {
  return (
    <nav className="bottom-bar" aria-label="Views">
      {items.map((item) => (
        <button
          type="button"
          key={item.value}
          aria-current={item.value === value ? 'page' : undefined}
          onClick={() => onChange(item.value)}
        >
          {icons[item.value]}
          {item.label}
        </button>
      ))}
    </nav>
  );
}
