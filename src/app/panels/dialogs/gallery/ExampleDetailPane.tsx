// What the chosen example is, and what it teaches.

import { useEffect, useState } from 'react';
import type { ExampleInfo, ReadmePart } from '#examples/index.ts';
import { plural } from '#trace/units.ts';
import type { ExampleDetail } from '../../../controllers/example-detail.ts';
import { Button } from '../../../ui/Button.tsx';
import { useWorkbench } from '../../../workbench.ts';

export interface ExampleDetailPaneProps {
  example: ExampleInfo;
  onOpen: (slug: string) => void;
}

export function ExampleDetailPane({ example, onOpen }: ExampleDetailPaneProps) {
  const { describeExample } = useWorkbench();
  const { slug, summary } = example;
  const [detail, setDetail] = useState<ExampleDetail | 'missing' | null>(null);

  useEffect(() => {
    let wanted = true;
    describeExample(slug).then(
      (next) => {
        if (wanted) setDetail(next);
      },
      () => {
        if (wanted) setDetail('missing');
      },
    );
    return () => {
      wanted = false;
    };
  }, [describeExample, slug]);

  return (
    <section className="example-detail" aria-label={`About ${slug}`}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="example-about" tabIndex={0} role="group" aria-label={slug}>
        <div className="detail-part">
          <div className="row">
            <h2 className="mono grow">{slug}</h2>
            {detail !== null && detail !== 'missing' && (
              <span className="small t3">{sizeText(detail)}</span>
            )}
          </div>
          <p className="t2">{summary}</p>
        </div>
        {detail === 'missing' && (
          <div className="detail-part t2">Nothing more can be loaded about it now.</div>
        )}
        {detail !== null && detail !== 'missing' && <Parts detail={detail} />}
      </div>
      <div className="example-open">
        <Button look="primary" onClick={() => onOpen(slug)}>
          Open {slug} <span className="kbd">⏎</span>
        </Button>
      </div>
    </section>
  );
}

function Parts({ detail: { teaches, project, hostcalls } }: { detail: ExampleDetail }) {
  return (
    <>
      <div className="detail-part">
        <h3>What it teaches</h3>
        <p>
          {teaches.map((part, index) => (
            // The parts of one text, which does not change.
            // oxlint-disable-next-line react/no-array-index-key
            <Teaching key={index} part={part} />
          ))}
        </p>
      </div>
      <div className="detail-part">
        <h3>Scenarios</h3>
        <ul className="plain-list">
          {project.scenarios.map(({ name }) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      </div>
      {hostcalls !== null && (
        <div className="detail-part">
          <h3>Hostcalls</h3>
          <div className="row wrap" style={{ gap: 4 }}>
            {hostcalls.map((name) => (
              <span className="chip mono" key={name}>
                {name}
              </span>
            ))}
          </div>
        </div>
      )}
    </>
  );
}

function Teaching({ part: { text, look } }: { part: ReadmePart }) {
  if (look === 'code') return <code className="mono">{text}</code>;
  return look === 'emphasis' ? <em>{text}</em> : text;
}

function sizeText({ lines, project }: ExampleDetail): string {
  const count = project.plugins.length;
  return count === 1 ? plural(lines, 'line') : `${plural(lines, 'line')} · ${count} plugins`;
}
