// The bar at the bottom: times, sizes, counts, and what of the run was not emulated.

import { formatBytes, formatMiB, formatMs, plural } from '#trace/units.ts';
import { Glyph } from '../../ui/Glyph.tsx';
import { ModuleLine } from '../module/ModuleLine.tsx';
import { EnvoyOriginLine } from './EnvoyOriginLine.tsx';
import { usePlayground, useScenarioReport, useWorkbench } from '../../workbench.ts';

export function StatusBar() {
  const { envoyCheck } = useWorkbench();
  const compile = usePlayground((state) => state.compile);
  const run = usePlayground((state) => state.run);
  const report = useScenarioReport();
  const memory = report?.memoryBytes.reduce((sum, bytes) => sum + bytes, 0) ?? 0;

  return (
    <footer className="statusbar">
      <span role="status">
        {compile.status === 'compiling' && (compile.loading ? 'loading the compiler' : 'compiling')}
        {compile.status === 'ready' &&
          (compile.stats === null
            ? 'compiled with the example'
            : compile.stats.sizeBytes === 0
              ? 'not compiled here'
              : `compiled ${formatMs(Math.round(compile.stats.durationMs))}`)}
        {compile.status === 'failed' && <span className="tone-fault">does not compile</span>}
        {compile.status === 'missing' && <span className="tone-changed">module missing</span>}
        {compile.status === 'crashed' && <span className="tone-fault">compiler restarted</span>}
      </span>
      {compile.status === 'ready' && compile.stats !== null && compile.stats.sizeBytes > 0 && (
        <span>{formatBytes(compile.stats.sizeBytes)} debug</span>
      )}
      <ModuleLine />
      <EnvoyOriginLine />
      {run.status === 'running' && <span>running</span>}
      {run.status === 'done' && (
        <span>ran {formatMs(Math.max(1, Math.round(run.durationMs)))}</span>
      )}
      {report !== null && (
        <>
          <span>{plural(report.counts.callbacks, 'callback')}</span>
          <span>{plural(report.counts.hostcalls, 'hostcall')}</span>
          {memory > 0 && <span>{formatMiB(memory)}</span>}
          {report.faults.length > 0 && (
            <span className="tone-fault">{plural(report.faults.length, 'fault')}</span>
          )}
          {report.droppedEvents > 0 && (
            <span className="tone-changed">{plural(report.droppedEvents, 'event')} not kept</span>
          )}
          {report.notEmulated.length > 0 && (
            <span
              className="tone-changed"
              title={report.notEmulated.map((mark) => `${mark.name}: ${mark.reason}`).join('\n')}
            >
              <Glyph name="warning" /> not emulated:{' '}
              {report.notEmulated.map((mark) => mark.name).join(', ')}
            </span>
          )}
        </>
      )}
      <span className="grow" />
      <span className="status-note">
        Envoy 1.40 rules ·{' '}
        <button type="button" className="link" onClick={envoyCheck.start}>
          Check in Envoy
        </button>
      </span>
    </footer>
  );
}
