// The assertions of the scenario: which hold, and what was found where they do not.

import type { Scenario } from '#project/schema.ts';
import type { ExpectationResult, ScenarioReport } from '#run/api.ts';
import { expectationSentence } from '#trace/expectation-text.ts';
import { Glyph } from '../../ui/Glyph.tsx';

export function Tests({ report, scenario }: { report: ScenarioReport; scenario: Scenario }) {
  if (scenario.expect.length === 0) {
    return (
      <div className="empty">
        <p className="strong">Nothing is asserted in this scenario</p>
        <p>An assertion says what the client, the upstream, a call or the log must show.</p>
      </div>
    );
  }
  const results = new Map(report.expectations.map((result) => [result.index, result]));
  const many = scenario.exchanges.length > 1;
  return (
    <div role="list" aria-label="Assertions">
      {scenario.expect.map((expectation, index) => (
        <TestRow
          // Assertions have no identity but their place.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          sentence={expectationSentence(expectation, many)}
          result={results.get(index)}
        />
      ))}
    </div>
  );
}

interface TestRowProps {
  sentence: ReturnType<typeof expectationSentence>;
  result: ExpectationResult | undefined;
}

function TestRow({ sentence, result }: TestRowProps) {
  const { subject, key, comparison, value } = sentence;
  return (
    <div className="test-row" role="listitem">
      {result === undefined ? (
        <span className="t3">–</span>
      ) : result.holds ? (
        <span className="tone-ok">
          <Glyph name="ok" label="holds" />
        </span>
      ) : (
        <span className="tone-fault">
          <Glyph name="fault" label="does not hold" />
        </span>
      )}
      <span>
        {subject} {key !== '' && <span className="mono">{key}</span>} {comparison}{' '}
        {value !== '' && <span className="mono">{value}</span>}
      </span>
      <span className="small t3">{result === undefined ? 'not run' : ''}</span>
      {result !== undefined && !result.holds && (
        <dl className="expected-actual">
          <dt>expected</dt>
          <dd>{value === '' ? comparison : value}</dd>
          <dt>actual</dt>
          <dd className="tone-fault">{result.actual === '' ? 'nothing' : result.actual}</dd>
        </dl>
      )}
    </div>
  );
}
