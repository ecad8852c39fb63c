// The routes: special ones in the order in which Envoy tries them, then the one for all the rest, which a scenario may have for itself.

import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Project, Route } from '#project/schema.ts';
import { path as pathRule, type Rule } from '#messages/rules.ts';
import { plural } from '#trace/units.ts';
import { DraftField } from '../../../fields/DraftField.tsx';
import { MetadataField } from '../../../fields/MetadataField.tsx';
import { PairsField } from '../../../fields/PairsField.tsx';
import { anyText } from '../../../fields/rules.ts';
import { renumberDrafts, withoutRow } from '../../../store/drafts.ts';
import { moveItem } from '../../../store/edit-project.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { tellUndo } from '../../../ui/notices.tsx';
import { usePlayground, useWorkbench } from '../../../workbench.ts';
import { routeOverride, useOverridable } from '../overrides.ts';
import { ScopeSwitch } from '../ScopeSwitch.tsx';
import { useProjectEdit } from '../selection.ts';
import { TargetFields } from './TargetFields.tsx';

export function RouteSection() {
  const { value: route, own, path, set, setOwn } = useOverridable(routeOverride);
  const others = usePlayground((state) => state.project.routes);
  const [more, setMore] = useState(false);
  return (
    <section aria-label="Routes" className="routes">
      <div className="row wrap call-line">
        <span className="label">Route</span>
        <ScopeSwitch what="Route" own={own} onChange={setOwn} />
        <TargetFields
          key={path}
          path={`${path}.target`}
          whose="of the route"
          target={route.target}
          onCommit={(target) => set({ ...route, target })}
        />
        <span className="grow" />
        <Button look="quiet" aria-expanded={more} onClick={() => setMore(!more)}>
          {more ? 'Less' : others.length === 0 ? 'All routes' : plural(others.length + 1, 'route')}
        </Button>
      </div>
      {more && (
        <div className="form route-more">
          <SpecialRoutes routes={others} />
          <RestRoute key={path} route={route} path={path} set={set} />
        </div>
      )}
    </section>
  );
}

function SpecialRoutes({ routes }: { routes: readonly Route[] }) {
  const { store } = useWorkbench();
  const editProject = useProjectEdit();
  const setRoutes = (change: (routes: Route[]) => Route[]): void =>
    editProject((project) => ({ ...project, routes: change(project.routes) }));

  function remove(index: number, route: Route): void {
    const { drafts, setDrafts } = store.getState();
    setDrafts(renumberDrafts(drafts, 'routes', withoutRow(index)));
    setRoutes((old) => old.filter((_, at) => at !== index));
    tellUndo(`Route ${index + 1} is removed.`, () =>
      setRoutes((old) => old.toSpliced(index, 0, route)),
    );
  }

  function move(index: number, to: number): void {
    const { drafts, setDrafts } = store.getState();
    const order = moveItem(
      routes.map((_, at) => at),
      index,
      to,
    );
    setDrafts(renumberDrafts(drafts, 'routes', (at) => order.indexOf(at)));
    setRoutes((old) => moveItem(old, index, to));
  }

  return (
    <>
      {routes.map((route, index) => (
        <section
          // Routes have no identity but their place; the first that matches takes the request.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          aria-label={`Route ${index + 1}`}
          className="form-section"
        >
          <div className="section-head">
            <h2>Route {index + 1}</h2>
            <span className="hint-text">tried before those below, in all scenarios</span>
            <span className="grow" />
            <IconButton
              slim
              label={`Move route ${index + 1} up`}
              icon={<IconArrowUp size={14} />}
              disabled={index === 0}
              onClick={() => move(index, index - 1)}
            />
            <IconButton
              slim
              label={`Move route ${index + 1} down`}
              icon={<IconArrowDown size={14} />}
              disabled={index === routes.length - 1}
              onClick={() => move(index, index + 1)}
            />
            <IconButton
              slim
              label={`Remove route ${index + 1}`}
              icon={<IconX size={14} />}
              onClick={() => remove(index, route)}
            />
          </div>
          <RouteFields
            path={`routes.${index}`}
            whose={`of route ${index + 1}`}
            route={route}
            onCommit={(change) =>
              setRoutes((old) => old.map((one, at) => (at === index ? { ...one, ...change } : one)))
            }
          />
          <div className="row wrap">
            <TargetFields
              path={`routes.${index}.target`}
              whose={`of route ${index + 1}`}
              target={route.target}
              onCommit={(target) =>
                setRoutes((old) => old.map((one, at) => (at === index ? { ...one, target } : one)))
              }
            />
          </div>
        </section>
      ))}
      <div>
        <Button
          look="quiet"
          onClick={() =>
            editProject((project) => ({
              ...project,
              routes: [
                ...project.routes,
                {
                  name: '',
                  match: { prefix: '/special', headers: [] },
                  metadata: {},
                  target: project.route.target,
                },
              ],
            }))
          }
        >
          <IconPlus size={14} /> Route before the rest
        </Button>
      </div>
    </>
  );
}

interface RestRouteProps {
  route: Project['route'];
  path: string;
  set: (route: Project['route']) => void;
}

function RestRoute({ route, path, set }: RestRouteProps) {
  return (
    <section aria-label="Route of the rest" className="form-section">
      <div className="section-head">
        <h2>Route of the rest</h2>
      </div>
      <RouteFields
        path={path}
        whose="of the route of the rest"
        route={route}
        onCommit={(change) => set({ ...route, ...change })}
      />
      <div className="form-grid">
        <DraftField
          path={`${path}.configName`}
          label="Route configuration"
          value={route.configName}
          rule={anyText}
          onCommit={(configName) => set({ ...route, configName })}
        />
        <DraftField
          path={`${path}.virtualHost`}
          label="Virtual host"
          value={route.virtualHost}
          rule={anyText}
          onCommit={(virtualHost) => set({ ...route, virtualHost })}
        />
      </div>
      <MetadataField
        path={`${path}.virtualHostMetadata`}
        label="Metadata of the virtual host"
        rows={3}
        value={route.virtualHostMetadata}
        onCommit={(virtualHostMetadata) => set({ ...route, virtualHostMetadata })}
      />
    </section>
  );
}

interface RouteFieldsProps {
  path: string;
  whose: string;
  route: Route;
  onCommit: (change: Partial<Route>) => void;
}

/** What both kinds of routes have besides the target. */
function RouteFields({ path, whose, route, onCommit }: RouteFieldsProps) {
  const { match } = route;
  const { path: exact, ...withoutPath } = match;
  return (
    <>
      <div className="form-grid">
        <DraftField
          path={`${path}.name`}
          label="Name"
          value={route.name}
          rule={anyText}
          onCommit={(name) => onCommit({ name })}
        />
        <DraftField
          path={`${path}.match.prefix`}
          label="Path begins with"
          value={match.prefix}
          rule={matchedPath}
          onCommit={(prefix) => onCommit({ match: { ...match, prefix } })}
        />
        <DraftField
          path={`${path}.match.path`}
          label="or is exactly"
          value={exact ?? ''}
          placeholder="any"
          rule={(text) => (text === '' ? { ok: true, value: '' } : matchedPath(text))}
          onCommit={(value) =>
            onCommit({ match: value === '' ? withoutPath : { ...match, path: value } })
          }
        />
      </div>
      <PairsField
        path={`${path}.match.headers`}
        what="matched header"
        pairs={match.headers}
        onCommit={(headers) => onCommit({ match: { ...match, headers } })}
      />
      <MetadataField
        path={`${path}.metadata`}
        label={`Metadata ${whose}`}
        rows={3}
        value={route.metadata}
        onCommit={(metadata) => onCommit({ metadata })}
      />
    </>
  );
}

const matchedPath: Rule<string> = (text) =>
  text === '*' ? { ok: false, problem: 'A path starts with "/".' } : pathRule(text);
