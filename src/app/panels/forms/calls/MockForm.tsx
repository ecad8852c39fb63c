// One mock: which calls it takes, in one line, and below it what it does with them.

import {
  IconArrowDown,
  IconArrowUp,
  IconChevronDown,
  IconChevronRight,
  IconX,
} from '@tabler/icons-react';
import type { CallBehaviour, CallMock, Cluster } from '#project/schema.ts';
import { DraftField } from '../../../fields/DraftField.tsx';
import { anyText } from '../../../fields/rules.ts';
import { SelectField } from '../../../fields/SelectField.tsx';
import { ServerField } from '../../../fields/ServerField.tsx';
import { Banner } from '../../../ui/Banner.tsx';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { useProjectEdit } from '../selection.ts';
import { GrpcField, plainGrpcAnswer } from './GrpcField.tsx';

export interface MockFormProps {
  path: string;
  number: number;
  count: number;
  mock: CallMock;
  clusters: readonly Cluster[];
  open: boolean;
  onOpen: (open: boolean) => void;
  onCommit: (mock: CallMock) => void;
  onRemove: () => void;
  onMove: (to: number) => void;
}

export function MockForm(props: MockFormProps) {
  const { path, number, count, mock, clusters, open, onOpen, onCommit, onRemove, onMove } = props;
  const names = clusters.map((cluster) => cluster.name);
  const options = names.includes(mock.cluster) ? names : [mock.cluster, ...names];
  const match = (field: 'method' | 'path', value: string): void => {
    const { [field]: _, ...rest } = mock.match;
    onCommit({ ...mock, match: value === '' ? rest : { ...rest, [field]: value } });
  };
  return (
    <section aria-label={`Mock ${number}, ${mock.cluster}`} className="mock">
      <div className="mock-line">
        <button
          type="button"
          className="button quiet icon slim"
          aria-expanded={open}
          aria-label={`Mock ${number}`}
          onClick={() => onOpen(!open)}
        >
          {open ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
        </button>
        <SelectField
          hideLabel
          mono
          label={`Mock ${number}: cluster`}
          value={mock.cluster}
          options={options.map((name) => ({
            value: name,
            label: names.includes(name) ? name : `${name} (no such cluster)`,
          }))}
          onChange={(cluster) => onCommit({ ...mock, cluster })}
        />
        <DraftField
          path={`${path}.match.method`}
          label={`Mock ${number}: method`}
          hideLabel
          placeholder="any"
          value={mock.match.method ?? ''}
          rule={anyText}
          onCommit={(value) => match('method', value)}
        />
        <DraftField
          path={`${path}.match.path`}
          label={`Mock ${number}: path`}
          hideLabel
          placeholder={mock.server.kind === 'grpc' ? '/service/method, any' : 'any path'}
          value={mock.match.path ?? ''}
          rule={anyText}
          onCommit={(value) => match('path', value)}
        />
        <span className="small t2 mono mock-sum">{inShort(mock.server)}</span>
        <span className="row">
          <IconButton
            slim
            label={`Move mock ${number} up`}
            icon={<IconArrowUp size={14} />}
            disabled={number === 1}
            onClick={() => onMove(number - 2)}
          />
          <IconButton
            slim
            label={`Move mock ${number} down`}
            icon={<IconArrowDown size={14} />}
            disabled={number === count}
            onClick={() => onMove(number)}
          />
          <IconButton
            slim
            label={`Remove mock ${number}`}
            icon={<IconX size={14} />}
            onClick={onRemove}
          />
        </span>
      </div>
      {open && (
        <>
          <ProtocolHint mock={mock} clusters={clusters} />
          {mock.server.kind === 'grpc' ? (
            <GrpcField
              path={`${path}.server`}
              who={`Mock ${number}`}
              server={mock.server}
              onCommit={(server) => onCommit({ ...mock, server })}
            />
          ) : (
            <ServerField
              path={`${path}.server`}
              who={`Mock ${number}`}
              server={mock.server}
              onCommit={(server) => onCommit({ ...mock, server })}
              onGrpc={() => onCommit({ ...mock, server: plainGrpcAnswer })}
            />
          )}
        </>
      )}
    </section>
  );
}

/** gRPC goes over HTTP/2 only; the other mocks are spoken to over HTTP/1.1. */
function ProtocolHint({ mock, clusters }: { mock: CallMock; clusters: readonly Cluster[] }) {
  const editProject = useProjectEdit();
  const cluster = clusters.find(({ name }) => name === mock.cluster);
  const isGrpc = mock.server.kind === 'grpc';
  const wrong =
    cluster !== undefined &&
    (isGrpc
      ? cluster.protocol !== 'http2'
      : mock.server.kind === 'answer' && cluster.protocol === 'http2');
  if (!wrong) return null;
  const protocol = isGrpc ? 'http2' : 'http1';
  const name = isGrpc ? 'HTTP/2' : 'HTTP/1.1';
  return (
    <Banner
      tone="changed"
      what={isGrpc ? 'gRPC needs HTTP/2.' : 'This mock answers over HTTP/1.1.'}
      why={`Envoy speaks ${isGrpc ? 'HTTP/1.1' : 'HTTP/2'} to ${cluster.name}.`}
      action={
        <Button
          onClick={() =>
            editProject((project) => ({
              ...project,
              clusters: project.clusters.map((old) =>
                old.name === cluster.name ? { ...old, protocol } : old,
              ),
            }))
          }
        >
          Speak {name} to {cluster.name}
        </Button>
      }
    />
  );
}

function inShort(server: CallBehaviour): string {
  const later = 'delayMs' in server && server.delayMs > 0 ? ` · ${server.delayMs} ms` : '';
  if (server.kind === 'answer') return `${server.status}${later}`;
  if (server.kind === 'grpc') return `grpc ${server.status}${later}`;
  return `${{ reset: 'resets', timeout: 'no answer', refused: 'refused' }[server.kind]}${later}`;
}
