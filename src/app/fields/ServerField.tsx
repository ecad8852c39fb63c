// What a server behind Envoy does: answers, resets, never answers, or is not there. For the upstream and for the mocks of calls.

import type { ReactNode } from 'react';
import type { CallBehaviour, ServerBehaviour } from '#project/schema.ts';
import { Choice } from '../ui/Choice.tsx';
import { BodyField } from './body/BodyField.tsx';
import { DraftField } from './DraftField.tsx';
import { PairsField } from './PairsField.tsx';
import { status } from '#messages/rules.ts';
import { delayMs } from './rules.ts';
import { SelectField } from './SelectField.tsx';
import { TrailersField } from './TrailersField.tsx';

export interface ServerFieldProps {
  path: string;
  /** Who it is, for the names of the fields. */
  who: string;
  server: ServerBehaviour;
  onCommit: (server: ServerBehaviour) => void;
  /** For servers of calls: makes it a gRPC server. */
  onGrpc?: () => void;
}

type Answer = Extract<ServerBehaviour, { kind: 'answer' }>;

const plainAnswer: Answer = {
  kind: 'answer',
  status: 200,
  headers: [],
  body: { encoding: 'text', chunks: [], framing: 'auto' },
  trailers: [],
  delayMs: 0,
};

const serverKinds: readonly { value: ServerBehaviour['kind']; label: string }[] = [
  { value: 'answer', label: 'Answers' },
  { value: 'reset', label: 'Resets' },
  { value: 'timeout', label: 'Never answers' },
  { value: 'refused', label: 'Not there' },
];

export function emptyAnswer(): ServerBehaviour {
  return plainAnswer;
}

export const callKinds: readonly { value: CallBehaviour['kind']; label: string }[] = [
  ...serverKinds,
  { value: 'grpc', label: 'gRPC' },
];

export function serverOfKind(
  kind: ServerBehaviour['kind'],
  before: CallBehaviour,
): ServerBehaviour {
  if (before.kind !== 'grpc' && before.kind === kind) return before;
  if (kind === 'answer') return plainAnswer;
  if (kind === 'reset') return { kind, after: 'request', delayMs: 0 };
  return { kind };
}

export function ServerField({ path, who, server, onCommit, onGrpc }: ServerFieldProps) {
  return (
    <div className="server">
      <div className="row wrap" style={{ padding: 'var(--sl-2) var(--sl-3)' }}>
        <Choice<CallBehaviour['kind']>
          label={`${who}: what it does`}
          value={server.kind}
          options={onGrpc === undefined ? serverKinds : callKinds}
          onChange={(kind) => {
            if (kind === 'grpc') onGrpc?.();
            else onCommit(serverOfKind(kind, server));
          }}
        />
        {server.kind === 'answer' && (
          <InlineField label="Status">
            <DraftField
              path={`${path}.status`}
              label={`${who}: status`}
              hideLabel
              value={String(server.status)}
              rule={status}
              onCommit={(value) => onCommit({ ...server, status: value })}
            />
          </InlineField>
        )}
        {server.kind === 'reset' && (
          <SelectField
            hideLabel
            label={`${who}: when it resets`}
            value={server.after}
            options={[
              { value: 'request', label: 'after the request, before any answer' },
              { value: 'headers', label: 'after the headers of its answer' },
            ]}
            onChange={(after) => onCommit({ ...server, after })}
          />
        )}
        {(server.kind === 'answer' || server.kind === 'reset') && (
          <InlineField label="after ms">
            <DraftField
              path={`${path}.delayMs`}
              label={`${who}: delay in ms`}
              hideLabel
              value={String(server.delayMs)}
              rule={delayMs}
              onCommit={(value) => onCommit({ ...server, delayMs: value })}
            />
          </InlineField>
        )}
        {server.kind === 'timeout' && (
          <span className="hint-text">Takes the request; Envoy’s own timeout ends it.</span>
        )}
        {server.kind === 'refused' && (
          <span className="hint-text">Nobody listens on the port: connection refused.</span>
        )}
      </div>
      {server.kind === 'answer' && (
        <div className="two-columns">
          <div>
            <PairsField
              path={`${path}.headers`}
              what="header"
              pairs={server.headers}
              onCommit={(headers) => onCommit({ ...server, headers })}
            />
            <TrailersField
              path={`${path}.trailers`}
              trailers={server.trailers}
              onCommit={(trailers) => onCommit({ ...server, trailers })}
            />
          </div>
          <div>
            <BodyField
              path={`${path}.body`}
              body={server.body}
              headers={server.headers}
              onCommit={(body) => onCommit({ ...server, body })}
            />
          </div>
        </div>
      )}
    </div>
  );
}

export function InlineField({ label, children }: { label: string; children: ReactNode }) {
  return (
    <span className="inline-field">
      <span className="label">{label}</span>
      {children}
    </span>
  );
}
