// The work that gave way to something else.

import { IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { RecentWork } from '../../../controllers/work-storage.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { useWorkbench } from '../../../workbench.ts';

export interface Recent {
  recent: readonly RecentWork[];
  remove: (id: string) => Promise<void>;
}

export function useRecent(): Recent {
  const { projects } = useWorkbench();
  const [recent, setRecent] = useState<readonly RecentWork[]>([]);
  useEffect(() => {
    let wanted = true;
    void projects.recent().then((entries) => {
      if (wanted) setRecent(entries);
    });
    return () => {
      wanted = false;
    };
  }, [projects]);
  return {
    recent,
    remove: async (id) => {
      setRecent((entries) => entries.filter((one) => one.id !== id));
      await projects.removeRecent(id);
    },
  };
}

export interface RecentListProps {
  recent: readonly RecentWork[];
  onOpen: (id: string) => void;
  onRemove: (id: string) => void;
}

export function RecentList({ recent, onOpen, onRemove }: RecentListProps) {
  return (
    <section aria-label="Recent">
      <div className="table-head strong">Kept in this browser</div>
      {recent.map(({ id, project, savedAtMs }) => (
        <div className="row recent-row" key={id}>
          <button type="button" className="example-row" onClick={() => onOpen(id)}>
            <span className="strong cut">{project.name}</span>
            <span className="t2 cut">{project.scenarios.map(({ name }) => name).join(', ')}</span>
            <span className="small t3">{savedText(savedAtMs)}</span>
          </button>
          <IconButton
            label={`Delete ${project.name} from Recent`}
            icon={<IconX size={14} />}
            onClick={() => onRemove(id)}
          />
        </div>
      ))}
    </section>
  );
}

function savedText(savedAtMs: number): string {
  if (savedAtMs === 0) return 'until this page closes';
  return new Date(savedAtMs).toLocaleString(undefined, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
}
