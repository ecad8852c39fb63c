// Keeps the selected row of a list in sight while the focus stays in the field above.

import { useEffect } from 'react';

/** Scrolls the element of that id into view when it becomes the selected one. */
export function useInView(id: string, isSelected: boolean): void {
  useEffect(() => {
    if (isSelected) document.getElementById(id)?.scrollIntoView({ block: 'nearest' });
  }, [id, isSelected]);
}
