// The lanes: a canvas that stays in place while a wide empty plane scrolls beneath it, so that panning is the browser's own scrolling.
// For those who do not see it the list below says the same.

import { IconArrowAutofitWidth, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import {
  type KeyboardEvent,
  type MouseEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Timeline } from '#trace/timeline.ts';
import { eventAt } from '#trace/timeline-hit.ts';
import { IconButton } from '../../../ui/Button.tsx';
import type { LaneView } from './canvas-shapes.ts';
import { drawLanes } from './draw-lanes.ts';
import { axisHeight, laneAt, laneGeometry } from './lane-geometry.ts';
import { usePalette } from './palette.ts';
import { useSize } from './use-size.ts';

/** A browser lays out no wider element than about 33 million pixels. */
const widestPlane = 30_000_000;
const largestScale = 4;
const step = 1.5;
/** How far beside a mark one may point, in pixels. */
const reach = 5;

export interface LanesProps {
  timeline: Timeline;
  selectedSeq: number | null;
  matches: ((seq: number) => boolean) | null;
  isDense: boolean;
  onSelect: (seq: number) => void;
  /** What the list does with keys, which also work here. */
  onKeyDown: (event: KeyboardEvent) => void;
}

export function Lanes({
  timeline,
  selectedSeq,
  matches,
  isDense,
  onSelect,
  onKeyDown,
}: LanesProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const palette = usePalette(canvas);
  const geometry = useMemo(() => laneGeometry(timeline.lanes, isDense), [timeline, isDense]);
  const size = useSize(scroller);
  const labelWidth = size.width < 480 ? 84 : 116;
  const viewWidth = Math.max(0, size.width - labelWidth);
  const fit = timeline.width === 0 ? 1 : Math.min(largestScale, viewWidth / timeline.width);
  /** Null while the whole run is to be in view. */
  const [zoom, setZoom] = useState<number | null>(null);
  const largest = Math.max(fit, Math.min(largestScale, widestPlane / timeline.width));
  const scale = zoom === null ? fit : Math.min(largest, Math.max(fit, zoom));
  /** Unit that has to stay at a pixel of the view when the scale changes. */
  const held = useRef<{ unit: number; pixel: number } | null>(null);

  const draw = useCallback(() => {
    const context = canvas.current?.getContext('2d');
    const area = scroller.current;
    if (canvas.current === null || !context || area === null || palette === null) return;
    const ratio = window.devicePixelRatio;
    const width = Math.round(viewWidth * ratio);
    const height = Math.round(size.height * ratio);
    if (canvas.current.width !== width) canvas.current.width = width;
    if (canvas.current.height !== height) canvas.current.height = height;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const view: LaneView = {
      timeline,
      geometry,
      palette,
      scale,
      left: area.scrollLeft,
      top: area.scrollTop,
      width: viewWidth,
      height: size.height,
      selectedSeq,
      matches,
    };
    drawLanes(context, view);
  }, [timeline, geometry, palette, scale, viewWidth, size.height, selectedSeq, matches]);

  useLayoutEffect(() => {
    const area = scroller.current;
    if (held.current !== null && area !== null) {
      area.scrollLeft = held.current.unit * scale - held.current.pixel;
      held.current = null;
    }
    draw();
  }, [draw, scale]);

  // The selected event comes into view, wherever it was selected.
  useEffect(() => {
    const area = scroller.current;
    if (selectedSeq === null || area === null) return;
    const x = (timeline.xOfSeq[selectedSeq] ?? 0) * scale;
    if (x >= area.scrollLeft && x <= area.scrollLeft + viewWidth) return;
    area.scrollLeft = x - viewWidth / 2;
  }, [selectedSeq, timeline, scale, viewWidth]);

  const zoomBy = useCallback(
    (factor: number, pixel: number) => {
      const area = scroller.current;
      if (area === null) return;
      const next = Math.min(largest, Math.max(fit, scale * factor));
      if (next === scale) return;
      held.current = { unit: (area.scrollLeft + pixel) / scale, pixel };
      setZoom(next <= fit ? null : next);
    },
    [scale, fit, largest],
  );

  // A listener that React adds could not keep the browser from zooming the page.
  useEffect(() => {
    const area = scroller.current;
    if (area === null) return;
    function onWheel(event: WheelEvent): void {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const pixel = event.clientX - (area?.getBoundingClientRect().left ?? 0) - labelWidth;
      zoomBy(Math.exp(-event.deltaY / 300), Math.max(0, pixel));
    }
    area.addEventListener('wheel', onWheel, { passive: false });
    return () => area.removeEventListener('wheel', onWheel);
  }, [zoomBy, labelWidth]);

  function zoomAtMiddle(factor: number): void {
    const at = selectedSeq === null ? null : (timeline.xOfSeq[selectedSeq] ?? 0) * scale;
    const left = scroller.current?.scrollLeft ?? 0;
    const inSight = at !== null && at >= left && at <= left + viewWidth;
    zoomBy(factor, inSight ? at - left : viewWidth / 2);
  }

  function onKeys(event: KeyboardEvent): void {
    if (event.key === '+' || event.key === '=') zoomAtMiddle(step);
    else if (event.key === '-') zoomAtMiddle(1 / step);
    else if (event.key === '0') setZoom(null);
    else {
      onKeyDown(event);
      return;
    }
    event.preventDefault();
  }

  function under(event: MouseEvent): number | null {
    const area = scroller.current;
    const box = canvas.current?.getBoundingClientRect();
    if (area === null || box === undefined) return null;
    const lane = laneAt(geometry, event.clientY - box.top - axisHeight + area.scrollTop);
    const x = (event.clientX - box.left + area.scrollLeft) / scale;
    return lane < 0 ? null : eventAt(timeline, lane, x, reach / scale);
  }

  const planeHeight = axisHeight + geometry.total;
  return (
    <div
      className={`lanes ${isDense ? 'dense' : ''}`}
      ref={scroller}
      role="group"
      aria-label={`Timeline: ${timeline.lanes.map(({ name }) => name).join(', ')}. The list below says the same.`}
      tabIndex={0}
      onScroll={draw}
      onKeyDown={onKeys}
      style={{ maxHeight: planeHeight }}
    >
      <div
        className="lane-plane"
        style={{ width: labelWidth + timeline.width * scale, height: planeHeight }}
      >
        <div className="lane-labels" style={{ width: labelWidth }}>
          <div className="lane-corner" style={{ height: axisHeight }}>
            <IconButton
              slim
              label="Zoom out (−)"
              icon={<IconZoomOut size={14} />}
              disabled={scale <= fit}
              onClick={() => zoomAtMiddle(1 / step)}
            />
            <IconButton
              slim
              label="Zoom in (+)"
              icon={<IconZoomIn size={14} />}
              disabled={scale >= largest}
              onClick={() => zoomAtMiddle(step)}
            />
            <IconButton
              slim
              label="Show all (0)"
              icon={<IconArrowAutofitWidth size={14} />}
              disabled={scale <= fit}
              onClick={() => setZoom(null)}
            />
          </div>
          {timeline.lanes.map((lane, index) => (
            <div
              className="lane-label"
              // oxlint-disable-next-line react/no-array-index-key
              key={index}
              style={{ height: geometry.heights[index] }}
              title={`${lane.name} ${lane.detail}`}
            >
              <span className="cut strong">{lane.name}</span>
              {lane.detail !== '' && <span className="cut t3">{lane.detail}</span>}
            </div>
          ))}
        </div>
        <canvas
          ref={canvas}
          aria-hidden="true"
          style={{ left: labelWidth, width: viewWidth, height: size.height }}
          onClick={(event) => {
            const seq = under(event);
            if (seq !== null) onSelect(seq);
          }}
        />
      </div>
    </div>
  );
}
