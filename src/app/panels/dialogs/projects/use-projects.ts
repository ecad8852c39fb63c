// What the dialog shows of the person's projects, read anew after everything that changes them.

import { useCallback, useEffect, useState } from 'react';
import type { ProjectEntry, VersionEntry } from '../../../controllers/keeping/project-storage.ts';
import { useWorkbench } from '../../../workbench.ts';

export interface Projects {
  /** Null until they are read. */
  entries: readonly ProjectEntry[] | null;
  /** Why something could not be done, or null. */
  problem: string | null;
  /** Does it, and says when it failed. */
  attempt(what: string, action: () => Promise<void>): void;
  /** Grows with each reading, for what has to be read with them. */
  readings: number;
}

export function useProjects(): Projects {
  const { projectList } = useWorkbench();
  const [entries, setEntries] = useState<readonly ProjectEntry[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [readings, setReadings] = useState(0);

  useEffect(() => {
    let wanted = true;
    const read = (): void => {
      projectList.entries().then(
        (next) => {
          if (!wanted) return;
          setEntries(next);
          setReadings((before) => before + 1);
        },
        (error: unknown) => {
          if (!wanted) return;
          setEntries([]);
          setProblem(`This browser keeps no projects: ${reasonOf(error)}.`);
        },
      );
    };
    read();
    const unsubscribe = projectList.onChange(read);
    return () => {
      wanted = false;
      unsubscribe();
    };
  }, [projectList]);

  const attempt = useCallback((what: string, action: () => Promise<void>): void => {
    setProblem(null);
    action().catch((error: unknown) => setProblem(`${what}: ${reasonOf(error)}.`));
  }, []);

  return { entries, problem, attempt, readings };
}

/** Null until they are read. */
export function useVersions(id: string): readonly VersionEntry[] | null {
  const { projectList } = useWorkbench();
  const [versions, setVersions] = useState<readonly VersionEntry[] | null>(null);
  useEffect(() => {
    let wanted = true;
    projectList.versions(id).then(
      (next) => {
        if (wanted) setVersions(next);
      },
      () => {
        if (wanted) setVersions([]);
      },
    );
    return () => {
      wanted = false;
    };
  }, [projectList, id]);
  return versions;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function savedText(savedAtMs: number): string {
  if (savedAtMs === 0) return 'until this page closes';
  return new Date(savedAtMs).toLocaleString(undefined, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
}
