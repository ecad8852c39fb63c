// What the doctor says of a module: whether Envoy takes it, its findings with their cures, and what it is made of.

import type { Finding, ModuleExamination } from '#doctor/examination.ts';
import { featureNames } from '#doctor/feature-names.ts';
import { formatBytes, formatCount, formatMiB, plural } from '#trace/units.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Glyph, type GlyphName } from '../../ui/Glyph.tsx';

const glyphs: Record<Finding['severity'], { name: GlyphName; tone: string; label: string }> = {
  crash: { name: 'fault', tone: 'tone-fault', label: 'crashes Envoy' },
  refused: { name: 'fault', tone: 'tone-fault', label: 'refused by Envoy' },
  warning: { name: 'warning', tone: 'tone-changed', label: 'warning' },
  note: { name: 'info', tone: 't3', label: 'note' },
};

export function ModuleReport({ examination }: { examination: ModuleExamination }) {
  const { findings } = examination;
  return (
    <>
      <Verdict examination={examination} />
      {findings.length > 0 && (
        <div role="list" aria-label="Findings">
          {findings.map((finding, index) => (
            // Two findings of a kind may be alike but for their words.
            // oxlint-disable-next-line react/no-array-index-key
            <FindingRow key={index} finding={finding} />
          ))}
        </div>
      )}
      <div>
        <div className="table-head">What it is</div>
        <dl className="facts">
          {facts(examination).map(([name, value]) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      <Imports examination={examination} />
      <Callbacks examination={examination} />
    </>
  );
}

function Verdict({ examination: { verdict, findings } }: { examination: ModuleExamination }) {
  if (verdict === 'refused') {
    return (
      <Banner
        tone="fault"
        what="Envoy 1.40 refuses this module."
        why="It does not start with a filter that it cannot load, whatever the failure policy."
      />
    );
  }
  if (verdict === 'crashes')
    return (
      <Banner tone="fault" what="This module would crash Envoy 1.40, without a word in its log." />
    );
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  return (
    <div className="check-line">
      <span className="tone-ok">
        <Glyph name="ok" />
      </span>
      <span>
        <span className="strong">Envoy 1.40 loads this module.</span>{' '}
        {warnings > 0 && <span className="t2">{plural(warnings, 'warning')} below.</span>}
      </span>
    </div>
  );
}

function FindingRow({ finding: { severity, what, cure, envoyLine } }: { finding: Finding }) {
  const { name, tone, label } = glyphs[severity];
  return (
    <div className="finding" role="listitem">
      <span className={tone}>
        <Glyph name={name} label={label} />
      </span>
      <div>
        <p>{what}</p>
        {cure !== '' && <p className="t2">{cure}</p>}
        {envoyLine !== null && <code className="envoy-line">{envoyLine}</code>}
      </div>
    </div>
  );
}

function facts({
  sha256,
  sizes,
  origin,
  abiVersion,
  memory,
  start,
  features,
}: ModuleExamination): [name: string, value: string][] {
  const guess = [origin.language, origin.sdk].filter((one) => one !== null).join(', ');
  const tools = origin.tools.length === 0 ? '' : `\n${origin.tools.join(', ')}`;
  const custom = sizes.custom
    .slice(0, 3)
    .map(({ name, bytes }) => `${formatBytes(bytes)} in "${name}"`);
  return [
    ['sha256', sha256],
    [
      'size',
      [
        `${formatBytes(sizes.wholeBytes)}: ${formatBytes(sizes.codeBytes)} code in ${formatCount(sizes.functions)} functions`,
        `${formatBytes(sizes.dataBytes)} data`,
        ...custom,
      ].join(', '),
    ],
    ['written in', guess === '' ? `not known${tools}` : `${guess} (guessed)${tools}`],
    ['ABI', abiVersion ?? 'no marker'],
    ['memory', memoryText(memory)],
    ['start', start === 'none' ? 'nothing runs before on_context_create' : start],
    [
      'extensions',
      features.length === 0
        ? 'none'
        : features.map((feature) => featureNames[feature].name).join(', '),
    ],
  ];
}

function memoryText(memory: ModuleExamination['memory']): string {
  if (memory === null) return 'none of its own';
  const size = (pages: number): string => formatMiB(pages * 65_536);
  const most = memory.maxPages === null ? 'up to 1 GiB' : `at most ${size(memory.maxPages)}`;
  return `${size(memory.minPages)} at first, ${most}`;
}

function Imports({ examination: { imports } }: { examination: ModuleExamination }) {
  return (
    <details className="folded module-more">
      <summary>{plural(imports.length, 'import')}</summary>
      <ul className="name-list" aria-label="Imports">
        {imports.map(({ module, name, type, envoyHas }, index) => (
          // A module may import the same function twice.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}>
            <span className={envoyHas === 'yes' ? 't2' : 'tone-fault'}>
              {module}.{name}
            </span>{' '}
            <span className="t3">{type ?? 'no function'}</span>
            {envoyHas !== 'yes' && <span className="tone-fault"> · Envoy: {envoyHas}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Callbacks({ examination: { callbacks } }: { examination: ModuleExamination }) {
  const exported = callbacks.filter(({ state }) => state === 'exported').length;
  return (
    <details className="folded module-more">
      <summary>
        {exported} of {plural(callbacks.length, 'callback')} exported
      </summary>
      <ul className="name-list" aria-label="Callbacks">
        {callbacks.map(({ name, state }) => (
          <li key={name}>
            <span
              className={
                state === 'of another type' ? 'tone-fault' : state === 'exported' ? '' : 't3'
              }
            >
              {name}
            </span>{' '}
            {state !== 'exported' && <span className="t3">{state}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}
