// A row that is clicked leaves the focus with the field whose keys move through the rows.

import type { MouseEvent } from 'react';

export function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}
