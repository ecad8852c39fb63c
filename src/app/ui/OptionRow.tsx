// A row of a list that a search field above it walks by keys: the field keeps the focus, and the row that is chosen comes into view.

import { type ReactNode, useEffect } from 'react';

export interface OptionRowProps {
  id: string;
  className: string;
  isSelected: boolean;
  onClick: () => void;
  onDoubleClick?: () => void;
  children: ReactNode;
}

export function OptionRow({ id, className, isSelected, children, ...clicks }: OptionRowProps) {
  useEffect(() => {
    if (isSelected) document.getElementById(id)?.scrollIntoView({ block: 'nearest' });
  }, [id, isSelected]);
  return (
    // The keys are those of the search field.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isSelected}
      className={className}
      onMouseDown={(event) => event.preventDefault()}
      {...clicks}
    >
      {children}
    </div>
  );
}
