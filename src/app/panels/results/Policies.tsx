// The failure policies side by side: what each is for, and what comes of this scenario with it.

import type { FailurePolicy } from '#project/schema.ts';
import type { Variant } from '../../controllers/variants.ts';
import { Choice } from '../../ui/Choice.tsx';
import { usePlayground } from '../../workbench.ts';
import { pluginOverride, useOverridable } from '../forms/overrides.ts';
import { ChipText } from '../scenario/try/ChipText.tsx';
import { useOutcome } from '../scenario/try/use-outcome.ts';

const policies: readonly { value: FailurePolicy; label: string; now: string; later: string }[] = [
  {
    value: 'fail-closed',
    label: 'Fail closed',
    now: '503, empty body',
    later: '503 until the configuration changes',
  },
  {
    value: 'fail-open',
    label: 'Fail open',
    now: '503, empty body',
    later: 'pass, the filter is skipped',
  },
  {
    value: 'fail-reload',
    label: 'Reload',
    now: '503, empty body',
    later: 'a new VM after the back-off, 503 before that',
  },
  {
    value: 'legacy-fail-open',
    label: 'fail_open: true',
    now: 'goes on without the filter',
    later: 'pass, the filter is skipped',
  },
];

export function Policies({ plugin }: { plugin: number }) {
  const known = usePlayground((state) => state.project.plugins.length > plugin);
  const index = known ? plugin : 0;
  const policy = useOverridable<FailurePolicy>(
    pluginOverride(index, 'failurePolicy', 'failure policy'),
  );
  const columns = { gridTemplateColumns: '104px minmax(0, 1fr) minmax(0, 1.3fr) minmax(0, 1fr)' };
  return (
    <section aria-label="Failure policy" className="policies">
      <div className="block-head" style={{ paddingTop: 'var(--sl-2)' }}>
        <span className="small medium">Failure policy</span>
        <Choice
          slim
          label="Failure policy of the filter"
          value={policy.value}
          options={policies.map(({ value, label }) => ({ value, label }))}
          onChange={policy.set}
        />
        <span className="grow" />
        <span className="small t3">a switch runs again</span>
      </div>
      <div className="table-head" style={{ ...columns, marginTop: 4 }}>
        <span>Policy</span>
        <span>The request that trapped</span>
        <span>Later requests</span>
        <span>This scenario with it</span>
      </div>
      {policies.map((row) => (
        <div
          className="table-row"
          key={row.value}
          style={columns}
          aria-current={row.value === policy.value}
        >
          <span className="medium cut">{row.label}</span>
          <span className="cut">{row.now}</span>
          <span className="cut">{row.later}</span>
          <Answer
            variant={
              row.value === policy.value
                ? null
                : { kind: 'failure-policy', plugin: index, policy: row.value }
            }
          />
        </div>
      ))}
    </section>
  );
}

function Answer({ variant }: { variant: Variant | null }) {
  const { chip, note } = useOutcome(variant);
  if (chip === null) return <span className="t3 cut">{note}</span>;
  return (
    <span className="cut" title={note}>
      <ChipText chip={chip} />
    </span>
  );
}
