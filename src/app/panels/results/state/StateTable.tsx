// A table of the state, with its name and the heads of its columns.

import type { ReactNode } from 'react';

interface StateTableProps {
  name: string;
  columns: string[];
  children: ReactNode;
}

export function StateTable({ name, columns, children }: StateTableProps) {
  return (
    <table className="state-table">
      <caption>{name}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
