// asc's diagnostics as a list under the editor; a click or F8 goes to the place.

import type { Diagnostic } from '#compile/api.ts';
import { plural } from '#trace/units.ts';
import { Glyph } from '../ui/Glyph.tsx';
import { useWorkbench } from '../workbench.ts';

export interface ProblemsListProps {
  diagnostics: readonly Diagnostic[];
  /** Whether the margin shows marks of a run, which then have a legend. */
  hints: boolean;
}

export function ProblemsList({ diagnostics, hints }: ProblemsListProps) {
  const errors = diagnostics.filter((one) => one.severity === 'error').length;
  const warnings = diagnostics.length - errors;
  return (
    <section className="problems" aria-label="Problems">
      <div className="problems-head" role="status">
        {diagnostics.length === 0 ? (
          <>
            <span className="tone-ok">
              <Glyph name="ok" />
            </span>
            No problems
          </>
        ) : (
          <>
            {errors > 0 && (
              <span className="row" style={{ gap: 6 }}>
                <span className="tone-fault">
                  <Glyph name="fault" />
                </span>
                {plural(errors, 'error')}
              </span>
            )}
            {warnings > 0 && (
              <span className="row" style={{ gap: 6 }}>
                <span className="tone-changed">
                  <Glyph name="warning" />
                </span>
                {plural(warnings, 'warning')}
              </span>
            )}
          </>
        )}
        <span className="grow" />
        {diagnostics.length > 0 ? (
          <span className="small t3">
            <span className="kbd box">F8</span> next
          </span>
        ) : (
          hints && (
            <span className="small t3 row" style={{ gap: 6 }}>
              <span className="legend-dot" /> hostcall in the last run
            </span>
          )
        )}
      </div>
      {diagnostics.length > 0 && (
        <div className="problems-list">
          {diagnostics.map((diagnostic, index) => (
            <ProblemRow
              // The same message may stand at the same place twice.
              // oxlint-disable-next-line react/no-array-index-key
              key={index}
              diagnostic={diagnostic}
            />
          ))}
        </div>
      )}
    </section>
  );
}

function ProblemRow({ diagnostic }: { diagnostic: Diagnostic }) {
  const { store } = useWorkbench();
  const { range, severity, message, code } = diagnostic;
  return (
    <button
      type="button"
      className="problem-row"
      disabled={range === null}
      onClick={() => {
        if (range !== null) store.getState().revealSource(range.file, range.line, range.column);
      }}
    >
      <span className={severity === 'error' ? 'tone-fault' : 'tone-changed'}>
        <Glyph name={severity === 'error' ? 'fault' : 'warning'} label={severity} />
      </span>
      <span>
        {message} {code !== '' && <span className="small t3">{code}</span>}
      </span>
      {range !== null && (
        <span className="mono small t2">
          {range.file}:{range.line}:{range.column}
        </span>
      )}
    </button>
  );
}
