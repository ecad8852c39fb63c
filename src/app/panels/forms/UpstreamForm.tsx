// Where the route leads, and what the server there does with this request.

import { readAnswer, writeAnswer } from '#messages/raw-message.ts';
import { ServerField } from '../../fields/ServerField.tsx';
import { usePlayground } from '../../workbench.ts';
import { ExchangeBar } from './ExchangeBar.tsx';
import { RawField, RawNotInForce } from './messages/RawField.tsx';
import { routeOverride, useOverridable } from './overrides.ts';
import { RouteSection } from './routes/RouteSection.tsx';
import { useExchange, useScenario } from './selection.ts';

export function UpstreamForm() {
  const { scenario } = useScenario();
  const routes = usePlayground((state) => state.project.routes);
  const { target } = useOverridable(routeOverride).value;
  const hasUpstream = [target, ...routes.map((route) => route.target)].some(
    ({ kind }) => kind === 'cluster',
  );
  return (
    <>
      {scenario.exchanges.length > 1 && <ExchangeBar />}
      <RouteSection />
      {hasUpstream && <Upstream />}
    </>
  );
}

function Upstream() {
  const { exchange, path, edit } = useExchange();
  const view = usePlayground((state) => state.messageView);
  const { upstream } = exchange;
  if (view === 'raw' && upstream.kind === 'answer') {
    return (
      <RawField
        path={`${path}.upstream`}
        label="Raw answer"
        value={upstream}
        write={writeAnswer}
        read={readAnswer}
        onCommit={(answer) => edit((old) => ({ ...old, upstream: answer }))}
      />
    );
  }
  return (
    <>
      <RawNotInForce path={`${path}.upstream`} />
      <ServerField
        path={`${path}.upstream`}
        who="Upstream"
        server={upstream}
        onCommit={(server) => edit((old) => ({ ...old, upstream: server }))}
      />
    </>
  );
}
