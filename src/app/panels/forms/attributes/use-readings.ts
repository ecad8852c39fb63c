// What the filter is given for every attribute of the exchange on screen, read anew after each run.

import { useEffect, useState } from 'react';
import { type AttributePath, attributePaths } from '#abi/attribute-names.ts';
import type { Project } from '#project/schema.ts';
import type { AttributeReading } from '#run/api.ts';
import { usePlayground, useWorkbench } from '../../../workbench.ts';
import { useExchange } from '../selection.ts';

interface Readings {
  found: readonly AttributeReading[];
  problem: string | null;
}

/** Read anew after each run; what was there before stays meanwhile. */
export function useReadings(): Readings {
  const { readAttributes, store } = useWorkbench();
  const plugin = usePlayground((state) => state.plugin);
  const exchange = useExchange().index;
  const scenario = usePlayground((state) => state.scenario);
  const resultKey = usePlayground((state) => state.resultKey);
  const isDone = usePlayground((state) => state.run.status === 'done');
  const [readings, setReadings] = useState<Readings>({ found: [], problem: null });

  useEffect(() => {
    if (!isDone || resultKey === 0) return;
    let current = true;
    const { project } = store.getState();
    const paths = pathsOf(project, scenario, exchange);
    readAttributes({ scenario, plugin, exchange, paths }).then(
      (found) => {
        if (current && typeof found !== 'string') setReadings({ found, problem: null });
        if (current && typeof found === 'string') {
          setReadings({ found: [], problem: `The values are not there: ${found}.` });
        }
      },
      (error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        if (current) setReadings({ found: [], problem: `The values are not there: ${why}.` });
      },
    );
    return () => {
      current = false;
    };
  }, [isDone, resultKey, scenario, exchange, plugin, readAttributes, store]);
  return readings;
}

/** The attributes of Envoy, and the members of maps that this scenario has. */
function pathsOf(project: Project, scenario: number, exchange: number): AttributePath[] {
  const one = project.scenarios[scenario];
  const request = one?.exchanges[exchange]?.request;
  const node = one?.overrides.node ?? project.node;
  const attributes = { ...project.attributes, ...one?.overrides.attributes };
  const known = new Set(attributePaths.map((path) => path.join('.')));
  const names = new Set(request?.headers.map(([name]) => name.toLowerCase()));
  return [
    ...attributePaths,
    ...[...names].map((name) => ['request', 'headers', name]),
    ...Object.keys(node.metadata).map((key) => ['xds', 'node', 'metadata', key]),
    ...Object.keys(attributes)
      .filter((name) => !known.has(name))
      .map((name) => name.split('.')),
  ].filter((path) => path.every((part) => !part.includes('\0')));
}
