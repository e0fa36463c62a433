import type { VegaLiteSpec } from '@convstudy/viz';
import { movingMean, type LossCurves } from './compare-curves.js';

const WIDTH = 560;

/** Both smoothed curves, PyTorch's dashed on top of ours, and below them their difference. */
export function lossCurveChart(curves: Omit<LossCurves, 'environment'>): VegaLiteSpec {
  const { model, data, batchSize, simd, pytorch } = curves;
  const { window } = curves.comparison;
  const [ours, theirs] = [movingMean(simd, window), movingMean(pytorch, window)];
  const rows = ours.map((loss, i) => ({
    step: i + window,
    simd: loss,
    pytorch: theirs[i],
    difference: loss - theirs[i],
  }));
  const x = (title: string | null) => ({
    field: 'step',
    type: 'quantitative',
    title,
    scale: { domain: [0, simd.length], nice: false },
    axis: { tickCount: 8 },
  });
  const line = (field: 'simd' | 'pytorch', name: string, mark: object) => ({
    mark: { type: 'line', ...mark },
    encoding: {
      x: x(null),
      y: {
        field,
        type: 'quantitative',
        title: 'Cross-entropy loss (nats)',
        scale: {
          type: 'log',
          domain: [Math.min(...ours, ...theirs) / 1.2, Math.max(...ours, ...theirs) * 1.2],
        },
        axis: { values: [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2], format: '.2~f' },
      },
      color: {
        datum: name,
        type: 'nominal',
        scale: { domain: ['simd', 'PyTorch'] },
        legend: { title: null, symbolType: 'stroke', symbolSize: 400, symbolStrokeWidth: 2 },
      },
      strokeDash: {
        datum: name,
        type: 'nominal',
        scale: {
          domain: ['simd', 'PyTorch'],
          range: [
            [1, 0],
            [5, 3],
          ],
        },
        legend: null,
      },
    },
  });
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: {
      text: `${model} on ${data.name}: the same training on simd and in PyTorch`,
      subtitle: [
        `One epoch, batch ${batchSize}, same initial weights and order, no dropout; mean of ${window} steps`,
      ],
    },
    data: { values: rows },
    spacing: 12,
    vconcat: [
      {
        width: WIDTH,
        height: 260,
        layer: [
          line('simd', 'simd', { strokeWidth: 5, opacity: 0.45 }),
          line('pytorch', 'PyTorch', { strokeWidth: 1.5 }),
        ],
      },
      {
        width: WIDTH,
        height: 110,
        mark: { type: 'line', strokeWidth: 1.5 },
        encoding: {
          x: x('Training step'),
          y: {
            field: 'difference',
            type: 'quantitative',
            title: ['Difference (nats)', 'simd − PyTorch'],
            axis: { tickCount: 4 },
          },
        },
      },
    ],
  } as VegaLiteSpec;
}
