// How far a repeated scenario is, and the way to end it.

import { formatCount } from '#trace/units.ts';
import type { RoundsProgress } from '../../../store/work-slice.ts';
import { Button } from '../../../ui/Button.tsx';
import { usePlayground, useWorkbench } from '../../../workbench.ts';

export function RoundsBanner({ scenario, played, of }: RoundsProgress) {
  const { cancelRun } = useWorkbench();
  const name = usePlayground((state) => state.project.scenarios[scenario]?.name ?? '');
  return (
    <div className="rounds-banner">
      <span className="small cut">
        Playing <span className="medium">{name}</span>
      </span>
      <progress value={played} max={of} aria-label={`Requests of ${name} played`} />
      <span className="small t2 number">
        {formatCount(played)} of {formatCount(of)}
      </span>
      <Button onClick={cancelRun}>Cancel</Button>
    </div>
  );
}
