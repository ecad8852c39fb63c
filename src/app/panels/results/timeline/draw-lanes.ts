// Draws the part of a timeline that is in view. What is narrower than a pixel is drawn once per pixel, so that the cost follows the
// width of the view and not the number of events.

import type { Box } from '#trace/timeline.ts';
import {
  faded,
  fitText,
  inView,
  type LaneView,
  monoCharacter,
  roundedBar,
  toPixels,
} from './canvas-shapes.ts';
import { drawArrows } from './draw-arrows.ts';
import { drawAxis, drawPlayhead } from './draw-axis.ts';
import { drawPauses } from './draw-pauses.ts';
import { axisHeight, barOf } from './lane-geometry.ts';

export function drawLanes(context: CanvasRenderingContext2D, view: LaneView): void {
  context.clearRect(0, 0, view.width, view.height);
  context.textBaseline = 'middle';
  context.save();
  context.beginPath();
  context.rect(0, axisHeight, view.width, view.height - axisHeight);
  context.clip();
  context.translate(0, axisHeight - view.top);
  drawInstants(context, view);
  drawLaneLines(context, view);
  drawPauses(context, view);
  drawSpans(context, view);
  drawTicks(context, view);
  drawArrows(context, view);
  for (const box of view.timeline.boxes) drawBox(context, view, box);
  context.restore();
  drawAxis(context, view);
  drawPlayhead(context, view);
}

function drawInstants(context: CanvasRenderingContext2D, view: LaneView): void {
  context.fillStyle = view.palette.pane;
  context.fillRect(0, 0, view.width, view.geometry.total);
  context.fillStyle = view.palette.sunken;
  let drawn = -1;
  for (const instant of inView(view, view.timeline.instants, 0)) {
    const from = Math.round(toPixels(view, instant.x));
    const to = Math.round(toPixels(view, instant.x + instant.width));
    if (to <= drawn) continue;
    drawn = Math.max(to, from + 1);
    context.fillRect(from, 0, drawn - from, view.geometry.total);
  }
}

function drawLaneLines(context: CanvasRenderingContext2D, view: LaneView): void {
  const { tops, heights } = view.geometry;
  context.fillStyle = view.palette.line;
  tops.forEach((top, lane) => context.fillRect(0, top + (heights[lane] ?? 0) - 1, view.width, 1));
}

function drawSpans(context: CanvasRenderingContext2D, view: LaneView): void {
  const { palette, geometry, scale, matches } = view;
  const bar = barOf(geometry, 'filter');
  const lastPixel = new Int32Array(geometry.tops.length).fill(-1000);
  context.font = `11.5px ${palette.monoFont}`;
  for (const span of inView(view, view.timeline.spans, 0)) {
    const left = toPixels(view, span.x);
    const width = span.width * scale;
    if (left + width < 0) continue;
    const top = (geometry.tops[span.lane] ?? 0) + bar.y;
    const colours = palette.bars[span.tone];
    const fades = matches !== null && !matches(span.seq);
    if (width < 3) {
      const pixel = Math.floor(left);
      if (pixel === lastPixel[span.lane] && span.tone !== 'fault') continue;
      lastPixel[span.lane] = pixel;
      context.globalAlpha = fades ? faded : 1;
      context.fillStyle = colours.edge;
      context.fillRect(pixel, top, 1, bar.height);
      continue;
    }
    context.globalAlpha = fades ? 0.45 : 1;
    context.fillStyle = colours.fill;
    context.strokeStyle = span.seq === view.selectedSeq ? palette.accent : colours.edge;
    context.lineWidth = span.seq === view.selectedSeq ? 2 : 1;
    roundedBar(context, left + 0.5, top + 0.5, width - 1, bar.height - 1);
    context.fill();
    context.stroke();
    context.fillStyle = colours.text;
    fitText(context, span.label, left + 7, top + bar.height / 2 + 0.5, width - 12);
  }
  context.globalAlpha = 1;
}

function drawTicks(context: CanvasRenderingContext2D, view: LaneView): void {
  const { palette, geometry, scale, matches } = view;
  const bar = barOf(geometry, 'filter');
  const height = geometry.isDense ? 7 : 12;
  const thick = scale < 0.4 ? 1 : 3;
  const lastPixel = new Int32Array(geometry.tops.length).fill(-1000);
  for (const tick of inView(view, view.timeline.ticks, 4)) {
    const pixel = Math.floor(toPixels(view, tick.x));
    const selected = tick.seq === view.selectedSeq;
    if (pixel === lastPixel[tick.lane] && tick.tone === 'neutral' && !selected) continue;
    lastPixel[tick.lane] = pixel;
    const fades = matches !== null && !matches(tick.seq);
    context.globalAlpha = fades ? faded : 1;
    context.fillStyle = palette.marks[tick.tone];
    const top = (geometry.tops[tick.lane] ?? 0) + bar.y + bar.height + 3;
    const extra = selected || (tick.tone !== 'neutral' && thick > 1) ? 1 : 0;
    context.fillRect(pixel - extra, top, thick + 2 * extra, height);
  }
  context.globalAlpha = 1;
}

function drawBox(context: CanvasRenderingContext2D, view: LaneView, box: Box): void {
  const { palette, geometry, scale, matches } = view;
  const left = Math.max(-8, toPixels(view, box.x));
  const right = Math.min(view.width + 8, toPixels(view, box.x) + Math.max(1, box.width * scale));
  if (right < 0 || left > view.width) return;
  const bar = barOf(geometry, 'callout');
  const top = (geometry.tops[box.lane] ?? 0) + bar.y;
  const selected = box.seq === view.selectedSeq;
  context.globalAlpha = matches !== null && !matches(box.seq) ? 0.45 : 1;
  context.fillStyle = palette.pane;
  context.strokeStyle = selected ? palette.accent : palette.control;
  context.lineWidth = selected ? 2 : 1;
  roundedBar(context, left + 0.5, top + 0.5, Math.max(1, right - left - 1), bar.height - 1);
  context.fill();
  context.stroke();
  const middle = top + bar.height / 2 + 0.5;
  const width = right - left - 14;
  context.font = `600 11.5px ${palette.monoFont}`;
  const resultWidth = box.result.length * monoCharacter;
  const showsResult = box.result !== '' && resultWidth <= width;
  if (showsResult) {
    context.fillStyle = palette.bars[box.tone === 'neutral' ? 'ok' : box.tone].text;
    context.fillText(box.result, right - 7 - resultWidth, middle);
  }
  const room = showsResult ? width - resultWidth - 10 : width;
  context.font = `11.5px ${palette.monoFont}`;
  context.fillStyle = palette.text1;
  const used = fitText(context, box.title, left + 7, middle, room);
  context.font = `11px ${palette.sansFont}`;
  context.fillStyle = palette.text3;
  fitText(context, box.detail, left + 7 + used + 8, middle, room - used - 8);
  context.globalAlpha = 1;
}
