// Draws curves, by Vega.
import { parse, View } from 'vega';
import { compile } from 'vega-lite';

const titles = { rate: 'verifications/s', p99: 'p99, ms' };

/** An SVG of both figures of the points, each with `x`, `series`, `rate` and `p99`. */
export async function chart(title, points, subtitle) {
  const type = Math.max(...points.map(({ x }) => x)) > 1_000 ? 'log' : 'linear';
  const panel = (field) => ({
    width: 320,
    height: 220,
    mark: { type: 'line', point: true },
    encoding: {
      x: { field: 'x', type: 'quantitative', title, scale: { type, zero: false }, axis: { tickCount: 5 } },
      y: { field, type: 'quantitative', title: titles[field], scale: { zero: true } },
      color: { field: 'series', type: 'nominal', title: null },
    },
  });
  const { spec } = compile({
    title: { text: `Verification by ${title}`, subtitle },
    background: 'white',
    data: { values: points },
    hconcat: [panel('rate'), panel('p99')],
  });
  return new View(parse(spec), { renderer: 'none' }).toSVG();
}
