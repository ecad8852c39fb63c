// What went wrong in the filter: the banner, the stack, what clients get of it, what each failure policy would do.

import { lazy, Suspense } from 'react';
import type { Fault, ScenarioReport } from '#run/api.ts';
import { headerValue } from '#trace/header-value.ts';
import { lastWords } from '#trace/last-words.ts';
import { faultHeadline, isOwnFile, statusOf } from '#trace/summary.ts';
import { statusWithPhrase } from '#trace/status-text.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import { usePlaygroundContext } from '../../workbench.ts';
import { SourceLink } from './SourceLink.tsx';

const Policies = lazy(async () => ({ default: (await import('./Policies.tsx')).Policies }));

export function FaultBanner({ fault, report }: { fault: Fault; report: ScenarioReport }) {
  const { store, editable } = usePlaygroundContext();
  const { what, consequence } = faultHeadline(fault);
  const { source } = fault;
  const stopped = fault.kind === 'timed-out';
  const more = report.faults.length - 1;
  const said = lastWords(report, fault);
  return (
    <Banner
      tone="fault"
      what={
        <>
          {what} {!stopped && <span style={{ fontWeight: 400 }}>{consequence}</span>}
        </>
      }
      why={
        stopped ? (
          consequence
        ) : (
          <>
            <span className="mono">{withoutPlace(fault)}</span>
            {source !== null && isOwnFile(source) && (
              <>
                {' '}
                at <SourceLink source={source} column />
              </>
            )}
            {more > 0 && <span className="small t2"> · and {more} more</span>}
            {said !== null && (
              <div>
                The filter said: <span className="mono">{said}</span>
              </div>
            )}
          </>
        )
      }
      action={
        <span className="row">
          {editable && fault.envoyText.length > 0 && (
            <Button onClick={() => store.getState().explain(fault.envoyText.join('\n'))}>
              Explain
            </Button>
          )}
          {source !== null && isOwnFile(source) && (
            <Button onClick={() => store.getState().revealSource(source)}>Go to line</Button>
          )}
        </span>
      }
    />
  );
}

/** The SDK ends its message with the place, which stands behind it as a link. */
function withoutPlace(fault: Fault): string {
  return fault.source === null ? fault.message : fault.message.replace(/ at \S+:\d+(:\d+)?$/, '');
}

export function FaultDetails({ fault, report }: { fault: Fault; report: ScenarioReport }) {
  return (
    <>
      {fault.stack.length > 0 && (
        <section aria-label="Stack">
          <div className="block-head small">
            <span className="medium">Stack</span>
          </div>
          {fault.stack.map((frame, index) =>
            isStub(frame) ? null : (
              // Frames of a recursion are alike but for their place.
              // oxlint-disable-next-line react/no-array-index-key
              <div className="stack-row" key={index}>
                <span>{index}</span>
                <span className="t3">0x{frame.offset.toString(16).padStart(4, '0')}</span>
                <span className={`cut ${isOwn(frame) ? '' : 't2'}`} title={frame.functionName}>
                  {shortName(frame)}
                </span>
                <SourceLink source={frame.source} />
              </div>
            ),
          )}
        </section>
      )}
      {fault.envoyText.length > 0 && (
        <details className="folded">
          <summary className="block-head small medium">As Envoy logs it</summary>
          <pre className="body-text" tabIndex={0} style={{ paddingLeft: 'var(--sl-3)' }}>
            {fault.envoyText.join('\n')}
          </pre>
        </details>
      )}
      <Outcomes report={report} fault={fault} />
      {fault.kind !== 'load-failed' && fault.kind !== 'timed-out' && fault.kind !== 'bad-input' && (
        <Suspense fallback={null}>
          <Policies plugin={Math.max(0, fault.plugin)} />
        </Suspense>
      )}
    </>
  );
}

/** What asc puts between a call of a method and the method: nobody wrote it. */
function isStub(frame: Fault['stack'][number]): boolean {
  return frame.functionName.endsWith('@override');
}

/** asc's names begin with the path of the file, which the link beside it tells too. */
function shortName(frame: Fault['stack'][number]): string {
  return frame.functionName.replace(/^assembly\/(?:[^/]+\/)*(?=[^/]+$)/, '').replace(/^~lib\//, '');
}

function isOwn(frame: Fault['stack'][number]): boolean {
  return frame.source !== null && isOwnFile(frame.source);
}

/** What each client got, in order: the trap of one request shapes the next ones. */
function Outcomes({ report, fault }: { report: ScenarioReport; fault: Fault }) {
  if (report.exchanges.every(({ verdict }) => verdict === 'not-run')) return null;
  return (
    <section aria-label="What clients got">
      <div className="table-head outcome-row" style={{ marginTop: 'var(--sl-2)' }}>
        <span>#</span>
        <span>Request, in order</span>
        <span>Client got</span>
        <span>Because</span>
      </div>
      {report.exchanges.map((exchange) => {
        const status = statusOf(exchange);
        const sent = exchange.verdict !== 'not-run';
        const bad = sent && (status === null || Number(status) >= 500);
        const value = (name: string): string =>
          headerValue(exchange.clientRequest.headers, name) ?? '';
        return (
          <div className="table-row outcome-row" key={exchange.index}>
            <span className="t3 number">{exchange.index + 1}</span>
            <span className="mono cut">
              {value(':method')} {value(':path')}
            </span>
            <span className={`mono cut ${bad ? 'tone-fault' : ''}`}>
              {bad && <Glyph name="fault" />}{' '}
              {sent && (status === null ? 'nothing' : statusWithPhrase(status))}
            </span>
            <span className="cut" title={exchange.verdictText}>
              {exchange.index === fault.exchange && fault.kind === 'trap'
                ? 'trapped here'
                : exchange.verdictText}
            </span>
          </div>
        );
      })}
    </section>
  );
}
