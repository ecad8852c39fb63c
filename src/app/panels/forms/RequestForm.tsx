// What the client sends.

import type { Request } from '#project/schema.ts';
import { readRequest, writeRequest } from '#messages/raw-message.ts';
import { BodyField } from '../../fields/body/BodyField.tsx';
import { DraftField } from '../../fields/DraftField.tsx';
import { PairsField } from '../../fields/PairsField.tsx';
import { authority, method, path as pathRule } from '#messages/rules.ts';
import { SelectField } from '../../fields/SelectField.tsx';
import { TrailersField } from '../../fields/TrailersField.tsx';
import { usePlayground } from '../../workbench.ts';
import { ExchangeBar } from './ExchangeBar.tsx';
import { RawField, RawNotInForce } from './messages/RawField.tsx';
import { useExchange, useScenario } from './selection.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const commonHeaders = [
  'accept',
  'authorization',
  'content-type',
  'cookie',
  'user-agent',
  'x-forwarded-for',
  'x-request-id',
];

export function RequestForm() {
  const { exchange, path, edit } = useExchange();
  const many = useScenario().scenario.exchanges.length > 1;
  const { request } = exchange;
  const view = usePlayground((state) => state.messageView);
  const set = (change: Partial<Request>): void =>
    edit((old) => ({ ...old, request: { ...old.request, ...change } }));

  if (view === 'raw') {
    return (
      <>
        {many && <ExchangeBar />}
        <RawField
          path={`${path}.request`}
          label="Raw request"
          value={request}
          write={writeRequest}
          read={readRequest}
          onCommit={set}
        />
      </>
    );
  }

  return (
    <>
      {many && <ExchangeBar />}
      <RawNotInForce path={`${path}.request`} />
      <div className="request-line">
        <DraftField
          path={`${path}.request.method`}
          label="Method"
          hideLabel
          value={request.method}
          rule={method}
          suggestions={methods}
          onCommit={(value) => set({ method: value })}
        />
        <SelectField
          label="Scheme"
          hideLabel
          mono
          value={request.scheme}
          options={[
            { value: 'http', label: 'http' },
            { value: 'https', label: 'https' },
          ]}
          onChange={(scheme) => set({ scheme })}
        />
        <DraftField
          path={`${path}.request.authority`}
          label="Authority"
          hideLabel
          value={request.authority}
          rule={authority}
          onCommit={(value) => set({ authority: value })}
        />
        <DraftField
          path={`${path}.request.path`}
          label="Path"
          hideLabel
          value={request.path}
          rule={pathRule}
          onCommit={(value) => set({ path: value })}
        />
      </div>
      <div className="two-columns">
        <div>
          <PairsField
            path={`${path}.request.headers`}
            what="header"
            pairs={request.headers}
            suggestions={commonHeaders}
            onCommit={(headers) => set({ headers })}
          />
          <TrailersField
            path={`${path}.request.trailers`}
            trailers={request.trailers}
            onCommit={(trailers) => set({ trailers })}
          />
        </div>
        <div>
          <BodyField
            path={`${path}.request.body`}
            body={request.body}
            headers={request.headers}
            onCommit={(body) => set({ body })}
          />
        </div>
      </div>
    </>
  );
}
