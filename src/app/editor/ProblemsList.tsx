// What is wrong, as a list under the editor; a click or F8 goes to the place.

import { plural } from '#trace/units.ts';
import { Glyph } from '../ui/Glyph.tsx';
import { type Problem, placeOf } from '../store/problems.ts';
import { usePlayground, useWorkbench } from '../workbench.ts';

export interface ProblemsListProps {
  problems: readonly Problem[];
  /** Whether the margin shows marks of a run, which then have a legend. */
  hints: boolean;
}

export function ProblemsList({ problems, hints }: ProblemsListProps) {
  const errors = problems.filter((one) => one.severity === 'error').length;
  const warnings = problems.length - errors;
  return (
    <section className="problems" aria-label="Problems">
      <div className="problems-head" role="status">
        {problems.length === 0 ? (
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
        {problems.length > 0 ? (
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
      {problems.length > 0 && (
        <div className="problems-list">
          {problems.map((problem, index) => (
            <ProblemRow
              // The same message may stand at the same place twice.
              // oxlint-disable-next-line react/no-array-index-key
              key={index}
              problem={problem}
            />
          ))}
        </div>
      )}
    </section>
  );
}

function ProblemRow({ problem }: { problem: Problem }) {
  const { store } = useWorkbench();
  const plugins = usePlayground((state) => state.project.plugins);
  const { plugin, range, severity, message, code } = problem;
  const place = placeOf(problem);
  const owner = plugins.length > 1 ? `${plugins[plugin]?.name || `filter ${plugin + 1}`} · ` : '';
  return (
    <button
      type="button"
      className="problem-row"
      disabled={place === null}
      onClick={() => {
        if (place !== null) store.getState().revealSource(place);
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
          {owner}
          {range.file}:{range.line}:{range.column}
        </span>
      )}
    </button>
  );
}
