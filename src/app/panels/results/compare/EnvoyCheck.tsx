// The check against a real Envoy: how each scenario went, and of the one on screen what differs.

import type { Project } from '#project/schema.ts';
import type { ScenarioVerdict } from '#trace/envoy-check.ts';
import { plural } from '#trace/units.ts';
import { Button } from '../../../ui/Button.tsx';
import { Glyph, type GlyphName } from '../../../ui/Glyph.tsx';
import type { EnvoyCheckState } from '../../../store/check-slice.ts';
import type { PlaygroundState } from '../../../store/playground-store.ts';
import { usePlayground, useWorkbench } from '../../../workbench.ts';
import { EnvoyDifference } from './EnvoyDifference.tsx';

export function EnvoyCheck() {
  const { envoyCheck } = useWorkbench();
  const check = usePlayground(checkOfThisProject);
  switch (check.status) {
    case 'none':
      return (
        <Empty title="Not checked in an Envoy yet">
          <p>
            The scenarios are played in an Envoy 1.40 on this machine, with the release build, and
            held against Sluice call by call.
          </p>
          <Button look="primary" onClick={envoyCheck.start}>
            Check in Envoy
          </Button>
        </Empty>
      );
    case 'no-service':
      return <NoService />;
    case 'refused':
      return (
        <Empty title="Nothing was checked">
          <p>{check.reason}</p>
          <Button onClick={envoyCheck.start}>Check again</Button>
        </Empty>
      );
    case 'preparing':
      return (
        <Empty title="Making the release build">
          <Button onClick={envoyCheck.stop}>Stop</Button>
        </Empty>
      );
    case 'playing':
    case 'done':
      return <Verdicts check={check} />;
  }
}

/** What was found of another project that was open says nothing here. */
function checkOfThisProject({ envoyCheck, project }: PlaygroundState): EnvoyCheckState {
  const isOther = 'project' in envoyCheck && envoyCheck.project.name !== project.name;
  return isOther ? nothing : envoyCheck;
}

const nothing: EnvoyCheckState = { status: 'none' };

function Empty({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="empty" role="status">
      <p className="strong">{title}</p>
      {children}
    </div>
  );
}

function NoService() {
  const { envoyCheck } = useWorkbench();
  return (
    <Empty title="This page cannot start an Envoy">
      <p>
        It came from a server of static files. In a copy of Sluice&rsquo;s repository{' '}
        <code>npm start</code> serves the same page with a service that can, on your machine alone;{' '}
        <code>node scripts/get-envoy.mjs</code> fetches an Envoy where there is none.
      </p>
      <p>
        Without a page: <code>npm run sluice -- verify --envoy project.json</code>
      </p>
      <Button onClick={envoyCheck.start}>Look again</Button>
    </Empty>
  );
}

type Told = Extract<EnvoyCheckState, { status: 'playing' | 'done' }>;

function Verdicts({ check }: { check: Told }) {
  const { envoyCheck } = useWorkbench();
  const scenario = usePlayground((state) => state.scenario);
  const isStale = usePlayground((state) => state.project !== check.project);
  const shown = check.verdicts.find(({ index }) => index === scenario);
  return (
    <>
      <div className="toolbar">
        <span className="small" role="status">
          {sumText(check)}
        </span>
        {isStale && <span className="small tone-changed">edited since</span>}
        <span className="grow" />
        {check.status === 'playing' ? (
          <Button onClick={envoyCheck.stop}>Stop</Button>
        ) : (
          <Button onClick={envoyCheck.start}>Check again</Button>
        )}
      </div>
      {check.problem !== null && <p className="compare-same tone-fault">{check.problem}</p>}
      <VerdictTable check={check} shown={scenario} />
      {shown !== undefined && <EnvoyDifference key={shown.index} verdict={shown} />}
    </>
  );
}

function sumText({ status, verdicts, project }: Told): string {
  const all = project.scenarios.length;
  const count = (outcome: ScenarioVerdict['outcome']): number =>
    verdicts.filter((one) => one.outcome === outcome).length;
  if (status === 'playing') return `Played ${verdicts.length} of ${plural(all, 'scenario')}`;
  const numbers = count('numbers');
  const same = count('identical') + numbers;
  const besides = numbers === 0 ? '' : `, ${numbers === same ? '' : `${numbers} `}but for numbers`;
  const sum = same === all ? 'All' : `${same} of`;
  return `${sum} ${plural(all, 'scenario')} identical on Envoy 1.40${besides}`;
}

const marks: Record<ScenarioVerdict['outcome'], { glyph: GlyphName; tone: string }> = {
  identical: { glyph: 'ok', tone: 'tone-ok' },
  numbers: { glyph: 'ok', tone: 'tone-ok' },
  different: { glyph: 'warning', tone: 'tone-changed' },
  failed: { glyph: 'fault', tone: 'tone-fault' },
};

function VerdictTable({ check, shown }: { check: Told; shown: number }) {
  return (
    // Many scenarios scroll, and scrolling must be possible by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="compare-outside" tabIndex={0} role="group" aria-label="Scenarios in Envoy">
      <table className="compare-table check-table">
        <thead>
          <tr>
            <th scope="col">Scenario</th>
            <th scope="col">In Envoy</th>
            <th scope="col">Calls</th>
          </tr>
        </thead>
        <tbody>
          {check.project.scenarios.map(({ name }, index) => (
            <Row
              // Two scenarios may have one name.
              // oxlint-disable-next-line react/no-array-index-key
              key={index}
              {...{ check, index, name }}
              verdict={check.verdicts.find((one) => one.index === index)}
              isShown={index === shown}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  check: Told;
  index: number;
  name: Project['name'];
  verdict: ScenarioVerdict | undefined;
  isShown: boolean;
}

function Row({ check, index, name, verdict, isShown }: RowProps) {
  const { store } = useWorkbench();
  const mark = verdict === undefined ? null : marks[verdict.outcome];
  return (
    <tr aria-current={isShown}>
      <th scope="row">
        <button type="button" className="link" onClick={() => store.getState().showScenario(index)}>
          {name}
        </button>
      </th>
      <td>
        {mark !== null && (
          <span className={mark.tone}>
            <Glyph name={mark.glyph} />
          </span>
        )}{' '}
        {verdict === undefined
          ? check.playing === index && 'playing'
          : verdict.outcome === 'numbers'
            ? 'Identical but for numbers'
            : verdict.text}
      </td>
      <td className="number">
        {verdict !== undefined && `${verdict.identicalCalls} of ${verdict.calls}`}
      </td>
    </tr>
  );
}
