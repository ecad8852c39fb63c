// A row of tabs with arrow keys; the panel beside it is the caller's.

import { type KeyboardEvent, type ReactNode, useEffect, useRef, type WheelEvent } from 'react';

export interface TabItem<T extends string> {
  value: T;
  label: ReactNode;
}

export interface TabListProps<T extends string> {
  label: string;
  value: T;
  items: readonly TabItem<T>[];
  onChange: (value: T) => void;
  /** Id of the panel that shows what is chosen. */
  panelId: string;
  className?: string;
  onDoubleClick?: (value: T) => void;
}

/** Most mice have one wheel, and a row of tabs goes sideways only. */
function onWheel({ currentTarget, deltaX, deltaY, ctrlKey }: WheelEvent<HTMLElement>): void {
  if (deltaX === 0 && !ctrlKey) currentTarget.scrollLeft += deltaY;
}

const steps: Partial<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

export function TabList<T extends string>(props: TabListProps<T>) {
  const { label, value, items, onChange, panelId, className = 'tab', onDoubleClick } = props;
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const chosen = list.current?.querySelector(`[data-value="${CSS.escape(value)}"]`);
    chosen?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [value]);

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const at = items.findIndex((item) => item.value === value);
    const step = steps[event.key];
    const to =
      event.key === 'Home' ? 0 : event.key === 'End' ? items.length - 1 : at + (step ?? Number.NaN);
    const next = items[(to + items.length) % items.length];
    if (next === undefined) return;
    event.preventDefault();
    onChange(next.value);
    const buttons = event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]');
    buttons[items.indexOf(next)]?.focus();
  }

  return (
    <div
      ref={list}
      className={className === 'tab' ? 'tab-list' : `${className}-list`}
      role="tablist"
      aria-label={label}
      onKeyDown={onKeyDown}
      onWheel={onWheel}
    >
      {items.map((item) => (
        <button
          key={item.value}
          type="button"
          role="tab"
          data-value={item.value}
          className={className}
          aria-selected={item.value === value}
          aria-controls={panelId}
          tabIndex={item.value === value ? 0 : -1}
          onClick={() => onChange(item.value)}
          onDoubleClick={() => onDoubleClick?.(item.value)}
        >
          {item.label}
        </button>
      ))}
    </div>
  );
}
