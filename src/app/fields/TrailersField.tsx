// Trailers: seldom used, so they take no room until asked for.

import { IconPlus } from '@tabler/icons-react';
import type { HeaderPair } from '#run/api.ts';
import { Button } from '../ui/Button.tsx';
import { usePlayground, useWorkbench } from '../workbench.ts';
import { PairsField } from './PairsField.tsx';

export interface TrailersFieldProps {
  path: string;
  trailers: HeaderPair[];
  onCommit: (trailers: HeaderPair[]) => void;
}

export function TrailersField({ path, trailers, onCommit }: TrailersFieldProps) {
  const { store } = useWorkbench();
  const begun = usePlayground((state) => state.drafts[path] !== undefined);
  if (trailers.length === 0 && !begun) {
    return (
      <Button
        look="quiet"
        onClick={() => store.getState().setDraft(path, { text: [['', '']], problem: null })}
      >
        <IconPlus size={14} /> Trailers
      </Button>
    );
  }
  return <PairsField path={path} what="trailer" pairs={trailers} onCommit={onCommit} />;
}
