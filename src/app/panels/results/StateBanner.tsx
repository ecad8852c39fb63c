// Says when the result on screen is not of the code on screen, and why there is no newer one.

import { plural } from '#trace/units.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { DebugBanner } from './DebugBanner.tsx';
import { RoundsBanner } from './tests/RoundsBanner.tsx';
import { placeOf } from '../../store/problems.ts';
import { usePlayground, useResult, useWorkbench } from '../../workbench.ts';

export function StateBanner() {
  const { store, runNow } = useWorkbench();
  const compile = usePlayground((state) => state.compile);
  const run = usePlayground((state) => state.run);
  const revision = usePlayground((state) => state.revision);
  const live = usePlayground((state) => state.live);
  const debugging = usePlayground((state) => state.debugging);
  const result = useResult();

  if (compile.status === 'crashed') {
    return (
      <Banner
        tone="fault"
        what="The compiler broke and was started again."
        why={<span className="mono">{compile.message}</span>}
        action={<Button onClick={runNow}>Compile again</Button>}
      />
    );
  }
  if (run.status === 'crashed') {
    return (
      <Banner
        tone="fault"
        what="The run broke: a defect of Sluice, not of your filter."
        why={<span className="mono">{run.message}</span>}
        action={<Button onClick={runNow}>Run again</Button>}
      />
    );
  }
  if (run.status === 'running' && run.rounds !== null) return <RoundsBanner {...run.rounds} />;
  if (run.status === 'cancelled') {
    return (
      <Banner
        tone="changed"
        what="The run was cancelled."
        why={result === null ? 'There is no result yet.' : 'The result is of the run before it.'}
        action={<Button onClick={runNow}>Run</Button>}
      />
    );
  }
  if (compile.status === 'missing') {
    return (
      <Banner
        tone="changed"
        what={
          result === null ? 'There is no result yet.' : 'This result is from before your last edit.'
        }
        why={`The module ${compile.name}${compile.sha256 === '' ? '' : ` (sha256 ${compile.sha256.slice(0, 16)}…)`} is not in this browser: choose or drop it.`}
        action={
          <Button onClick={() => store.getState().show({ plugin: compile.plugin, file: '' })}>
            Show
          </Button>
        }
      />
    );
  }
  if (compile.status === 'failed') {
    const errors = compile.problems.filter((one) => one.severity === 'error');
    const place = errors.map(placeOf).find((one) => one !== null);
    return (
      <Banner
        tone="changed"
        what={
          result === null ? 'There is no result yet.' : 'This result is from before your last edit.'
        }
        why={`${plural(errors.length, 'error')} ${errors.length === 1 ? 'keeps' : 'keep'} the filter from compiling.`}
        action={
          place === undefined ? undefined : (
            <Button onClick={() => store.getState().revealSource(place)}>Go to error</Button>
          )
        }
      />
    );
  }
  if (!live && result !== null && result.revision !== revision) {
    return (
      <Banner
        tone="changed"
        what="This result is from before your last edit."
        why="Live is off."
        action={<Button onClick={runNow}>Run</Button>}
      />
    );
  }
  return debugging ? <DebugBanner waiting={run.status === 'running'} /> : null;
}
