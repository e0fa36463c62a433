/**
 * The operations that random programs are made of. Each looks at the tensors that are there and answers with a call
 * that fits them, or null.
 */
import * as tf from '@tensorflow/tfjs-core';

import type { Random } from './random.js';

/** What a program knows of a tensor while it is being written. */
export interface Value {
  readonly id: number;
  readonly shape: readonly number[];
  readonly dtype: string;
  /** Whether every backend must have it to the last bit, so that its values may be compared and rounded. */
  readonly exact: boolean;
}

export interface Operation {
  /** For people: the call as it would be written. */
  readonly text: string;
  readonly inputs: readonly Value[];
  /** Whether exact inputs give an exact result. */
  readonly exact: boolean;
  /** Whether tfjs itself keeps tensors for good when it throws, as it does while it takes gradients. */
  readonly keepsOnError?: boolean;
  readonly run: (...inputs: tf.Tensor[]) => tf.Tensor | tf.Tensor[];
}

export type Maker = (random: Random, values: readonly Value[]) => Operation | null;

const size = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);
const LARGEST = 20_000;

const isFloat = ({ dtype }: Value) => dtype === 'float32';

function pickFrom(random: Random, values: readonly Value[], accept: (value: Value) => boolean): Value | null {
  const fitting = values.filter(accept);
  return fitting.length > 0 ? random.pick(fitting) : null;
}

function broadcasts(a: readonly number[], b: readonly number[]): boolean {
  try {
    return size(tf.broadcast_util.assertAndGetBroadcastShape([...a], [...b])) <= LARGEST;
  } catch {
    return false;
  }
}

function unary(
  name: string,
  f: (x: tf.Tensor) => tf.Tensor,
  { exact = false, needsExact = false, dtypes = ['float32'] } = {},
): Maker {
  return (random, values) => {
    const x = pickFrom(random, values, (v) => dtypes.includes(v.dtype) && (v.exact || !needsExact));
    return x && { text: name, inputs: [x], exact, run: (x) => f(x) };
  };
}

function binary(
  name: string,
  f: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
  { exact = false, needsExact = false, dtypes = ['float32'], mixed = false } = {},
): Maker {
  return (random, values) => {
    const fits = (v: Value) => dtypes.includes(v.dtype) && (v.exact || !needsExact);
    const a = pickFrom(random, values, fits);
    if (!a) return null;
    const b = pickFrom(
      random,
      values,
      (v) => fits(v) && (mixed || v.dtype === a.dtype) && broadcasts(a.shape, v.shape),
    );
    return b && { text: name, inputs: [a, b], exact, run: (a, b) => f(a, b) };
  };
}

function withShape(x: Value | null, make: (x: Value) => Partial<Operation> | null): Operation | null {
  const made = x && make(x);
  return made ? ({ inputs: [x], exact: true, ...made } as Operation) : null;
}

/** @param make reads the tensor's shape and gives text and run */
function shaped(
  make: (x: Value, random: Random) => Partial<Operation> | null,
  accept: (value: Value) => boolean = () => true,
): Maker {
  return (random, values) => withShape(pickFrom(random, values, accept), (x) => make(x, random));
}

const reductions: [string, (x: tf.Tensor, axes: number[], keep: boolean) => tf.Tensor, boolean][] = [
  ['sum', tf.sum, false],
  ['mean', tf.mean, false],
  // Of zeros of both signs, cpu keeps the first, simd the positive one.
  ['max', tf.max, false],
  ['min', tf.min, true],
  ['prod', tf.prod, false],
  ['logSumExp', tf.logSumExp, false],
  ['norm', (x, axes, keep) => tf.sqrt(tf.sum(tf.square(x), axes, keep)), false],
];

const axesOf = (x: Value) => x.shape.map((_, i) => i);

const leaf: Maker = (random) => {
  const rank = random.pick([0, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5]);
  const dims = random.chance(0.06) ? [0, 1, 3] : [1, 1, 2, 3, 4, 5, 7, 8, 16, 17];
  let shape = Array.from({ length: rank }, () => random.pick(dims));
  if (random.chance(0.1)) shape = [random.pick([127, 128, 1000, 8192, 8193, 17_000])];
  if (random.chance(0.15)) shape = [random.pick([1, 3, 64]), random.pick([33, 130, 128])];
  if (size(shape) > LARGEST) shape = shape.slice(0, 2);
  const dtype = random.pick([
    'float32',
    'float32',
    'float32',
    'float32',
    'float32',
    'int32',
    'bool',
  ] as const);
  const special = random.chance(0.12);
  const seeds = Array.from({ length: size(shape) }, () => random.next());
  const specials = [NaN, Infinity, -Infinity, -0, 0, 1e-30, 1e30, 1, -1, 0.5];
  const number = (r: number) => {
    if (dtype === 'bool') return Number(r < 0.5);
    if (dtype === 'int32') return Math.floor(r * 9) - 4;
    if (special && r < 0.3) return specials[Math.floor((r / 0.3) * specials.length)];
    return Math.round(64 * (4 * r - 2)) / 64;
  };
  const numbers = seeds.map(number);
  return {
    text: `leaf(${dtype}${special ? ', special' : ''})`,
    inputs: [],
    exact: true,
    run: () => tf.tensor(numbers, shape, dtype),
  };
};

/** A tensor that fits another one when broadcast: some axes 1, some missing. */
const partner: Maker = (random, values) => {
  const x = pickFrom(random, values, isFloat);
  if (!x) return null;
  const shape = x.shape.map((length) => (random.chance(0.5) ? 1 : length)).slice(random.pick([0, 0, 1, 2]));
  const numbers = Array.from({ length: size(shape) }, () => Math.round(64 * (4 * random.next() - 2)) / 64);
  return { text: 'leaf()', inputs: [], exact: true, run: () => tf.tensor(numbers, shape) };
};

const scalarBinary: Maker = (random, values) => {
  const x = pickFrom(random, values, isFloat);
  if (!x) return null;
  const [name, f] = random.pick([
    ['add', tf.add],
    ['sub', tf.sub],
    ['mul', tf.mul],
    ['div', tf.div],
    ['maximum', tf.maximum],
    ['minimum', tf.minimum],
    ['pow', tf.pow],
  ] as const);
  const number = random.pick([0, -0, 1, -1, 2, 0.5, 3, 1e-3]);
  const left = random.chance(0.5) && name !== 'pow';
  return {
    text: `${name} ${left ? 'of' : 'with'} ${number}`,
    inputs: [x],
    exact: name !== 'pow',
    run: (x) => (left ? f(number, x) : f(x, number)),
  };
};

const reduction: Maker = shaped((x, random) => {
  const [name, f, exact] = random.pick(reductions);
  const axes = random.shuffled(random.chance(0.3) ? axesOf(x) : random.subset(axesOf(x)));
  const keep = random.chance(0.5);
  if (name !== 'sum' && axes.some((axis) => x.shape[axis] === 0)) return null;
  if (name === 'prod' && size(x.shape) > 200) return null;
  return { text: `${name}([${axes}], ${keep})`, exact, run: (x) => f(x, axes, keep) };
}, isFloat);

const integerReduction: Maker = shaped(
  (x, random) => {
    const axes = random.subset(axesOf(x));
    if (axes.some((axis) => x.shape[axis] === 0)) return null;
    if (x.dtype === 'bool') return { text: `any([${axes}])`, run: (x) => tf.any(x, axes) };
    return { text: `sum([${axes}])`, run: (x) => tf.sum(x, axes) };
  },
  ({ dtype }) => dtype === 'bool' || dtype === 'int32',
);

const reshape: Maker = shaped((x, random) => {
  const total = size(x.shape);
  if (total === 0) return null;
  const factor = random.pick([1, 2, 3, 4, 5, 7, 8, 16, 17].filter((f) => total % f === 0));
  const shape = random.pick([
    [total],
    [factor, total / factor],
    [total / factor, factor],
    [1, total / factor, factor],
  ]);
  return { text: `reshape([${shape}])`, run: (x) => tf.reshape(x, shape) };
});

const transpose: Maker = shaped((x, random) => {
  const axes = random.shuffled(axesOf(x));
  return { text: `transpose([${axes}])`, run: (x) => tf.transpose(x, axes) };
});

const reverse: Maker = shaped((x, random) => {
  if (x.shape.length === 0) return null;
  const axes = random.subset(axesOf(x));
  return { text: `reverse([${axes}])`, run: (x) => tf.reverse(x, axes) };
});

const slice: Maker = shaped((x, random) => {
  if (x.shape.length === 0) return null;
  const begin = x.shape.map((length) => random.integer(0, length + 1));
  const sizes = x.shape.map((length, i) =>
    random.integer(random.chance(0.9) ? Math.min(1, length - begin[i]) : 0, length - begin[i] + 1),
  );
  return { text: `slice([${begin}], [${sizes}])`, run: (x) => tf.slice(x, begin, sizes) };
});

const stridedSlice: Maker = shaped((x, random) => {
  if (x.shape.length === 0 || x.shape.includes(0)) return null;
  const begin = x.shape.map((length) => random.integer(0, length));
  const strides = x.shape.map(() => random.pick([1, 1, 2]));
  return {
    text: `stridedSlice([${begin}], [${strides}])`,
    run: (x) => tf.stridedSlice(x, begin, [...x.shape], strides),
  };
});

const split: Maker = shaped((x, random) => {
  if (x.shape.length === 0 || x.shape.includes(0)) return null;
  const axis = random.integer(0, x.shape.length);
  const first = random.integer(1, x.shape[axis] + 1);
  const sizes = first === x.shape[axis] ? [first] : [first, x.shape[axis] - first];
  return { text: `split([${sizes}], ${axis})`, run: (x) => tf.split(x, sizes, axis) };
});

const unstack: Maker = shaped((x, random) => {
  if (x.shape.length === 0 || x.shape.includes(0)) return null;
  const axis = random.integer(0, x.shape.length);
  return x.shape[axis] > 5 ? null : { text: `unstack(${axis})`, run: (x) => tf.unstack(x, axis) };
});

const pad: Maker = shaped((x, random) => {
  if (x.shape.length === 0 || x.shape.length > 4 || size(x.shape) > 2000) return null;
  const paddings = x.shape.map(() => [random.integer(0, 3), random.integer(0, 3)] as [number, number]);
  const value = random.pick([0, 0, 1.5]);
  return { text: `pad([${paddings.join('; ')}], ${value})`, run: (x) => tf.pad(x, paddings, value) };
}, isFloat);

const tile: Maker = shaped((x, random) => {
  if (x.shape.length === 0) return null;
  const reps = x.shape.map((length) => (random.chance(length === 1 ? 0.8 : 0.1) ? random.integer(1, 5) : 1));
  if (size(x.shape) * size(reps) > LARGEST) return null;
  return { text: `tile([${reps}])`, run: (x) => tf.tile(x, reps) };
});

const expandDims: Maker = shaped((x, random) => {
  if (x.shape.length > 4) return null;
  const axis = random.integer(0, x.shape.length + 1);
  return { text: `expandDims(${axis})`, run: (x) => tf.expandDims(x, axis) };
});

const concat: Maker = (random, values) => {
  const a = pickFrom(random, values, ({ shape }) => shape.length > 0);
  if (!a) return null;
  const axis = random.integer(0, a.shape.length);
  const others = values.filter(
    (v) =>
      v.dtype === a.dtype &&
      v.shape.length === a.shape.length &&
      v.shape.every((length, i) => i === axis || length === a.shape[i]),
  );
  const inputs = [a, random.pick(others), random.pick(others)].slice(0, random.integer(1, 4));
  if (inputs.reduce((sum, { shape }) => sum + size(shape), 0) > LARGEST) return null;
  return { text: `concat(${axis})`, inputs, exact: true, run: (...inputs) => tf.concat(inputs, axis) };
};

const stackOrAdd: Maker = (random, values) => {
  const a = pickFrom(random, values, (v) => isFloat(v) && v.shape.length < 4);
  if (!a) return null;
  const same = values.filter((v) => v.dtype === a.dtype && v.shape.join() === a.shape.join());
  const inputs = [a, random.pick(same), random.pick(same)];
  if (3 * size(a.shape) > LARGEST) return null;
  return random.chance(0.5)
    ? { text: 'stack', inputs, exact: true, run: (...inputs) => tf.stack(inputs) }
    : { text: 'addN', inputs, exact: false, run: (...inputs) => tf.addN(inputs) };
};

const where: Maker = (random, values) => {
  const condition = pickFrom(random, values, ({ dtype }) => dtype === 'bool');
  const a = pickFrom(
    random,
    values,
    (v) => isFloat(v) && (!condition || broadcasts(v.shape, condition.shape)),
  );
  if (!condition || !a) return null;
  const b = pickFrom(random, values, (v) => isFloat(v) && v.shape.join() === a.shape.join());
  return b && { text: 'where', inputs: [condition, a, b], exact: true, run: (c, a, b) => tf.where(c, a, b) };
};

const matMul: Maker = (random, values) => {
  const a = pickFrom(random, values, (v) => isFloat(v) && v.shape.length >= 2 && v.shape.length <= 4);
  if (!a) return null;
  const [transposeA, transposeB] = [random.chance(0.5), random.chance(0.5)];
  const inner = a.shape[a.shape.length - (transposeA ? 2 : 1)];
  const b = pickFrom(
    random,
    values,
    (v) =>
      isFloat(v) &&
      v.shape.length === a.shape.length &&
      v.shape[v.shape.length - (transposeB ? 1 : 2)] === inner &&
      broadcasts(v.shape.slice(0, -2), a.shape.slice(0, -2)) &&
      (size(v.shape) / Math.max(1, inner)) * (size(a.shape) / Math.max(1, inner)) <= LARGEST,
  );
  if (!b) return null;
  return {
    text: `matMul(${transposeA}, ${transposeB})`,
    inputs: [a, b],
    exact: false,
    run: (a, b) => tf.matMul(a, b, transposeA, transposeB),
  };
};

const conv2d: Maker = (random, values) => {
  const x = pickFrom(random, values, (v) => isFloat(v) && v.shape.length === 4 && !v.shape.includes(0));
  if (!x) return null;
  const [height, width] = [random.integer(1, 4), random.integer(1, 4)];
  const channels = random.pick([1, 3, 4, 8]);
  const filterShape = [height, width, x.shape[3], channels] as [number, number, number, number];
  const numbers = Float32Array.from({ length: size(filterShape) }, () => 2 * random.next() - 1);
  const strides = random.integer(1, 3);
  const padding =
    height <= x.shape[1] && width <= x.shape[2] ? random.pick(['same', 'valid'] as const) : 'same';
  return {
    text: `conv2d([${filterShape}], ${strides}, ${padding})`,
    inputs: [x],
    exact: false,
    run: (x) =>
      tf.tidy(() => tf.conv2d(x as tf.Tensor4D, tf.tensor4d(numbers, filterShape), strides, padding)),
  };
};

/** A convolution with bias and ReLU, as three operations or one; what comes before the end may be wanted or not. */
const convWithEnd: Maker = (random, values) => {
  const x = pickFrom(random, values, (v) => isFloat(v) && v.shape.length === 4 && !v.shape.includes(0));
  if (!x) return null;
  const channels = random.pick([1, 3, 4, 8]);
  const uniform = (length: number) => Float32Array.from({ length }, () => 2 * random.next() - 1);
  const [weights, biases] = [uniform(x.shape[3] * channels), uniform(channels)];
  const activation = random.pick(['linear', 'relu', 'relu6', 'elu'] as const);
  const wanted = [0, 1, 2].filter(() => random.chance(0.5));
  const asOne = random.chance(0.3);
  return {
    text: asOne ? `fused.conv2d(${channels}, ${activation})` : `relu(conv2d(${channels}) + b): [${wanted}]`,
    inputs: [x],
    exact: false,
    run: (x) =>
      tf.tidy(() => {
        const filter = tf.tensor4d(weights, [1, 1, x.shape[3] as number, channels]);
        const [images, bias] = [x as tf.Tensor4D, tf.tensor1d(biases)];
        if (asOne) return tf.fused.conv2d({ x: images, filter, strides: 1, pad: 'same', bias, activation });
        const convolved = tf.conv2d(images, filter, 1, 'same');
        const sum = tf.add(convolved, bias);
        const results = [convolved, sum, tf.relu(sum)];
        return wanted.length > 0 ? wanted.map((i) => results[i]) : results[2];
      }),
  };
};

const depthwiseConv: Maker = (random, values) => {
  const x = pickFrom(random, values, (v) => isFloat(v) && v.shape.length === 4 && !v.shape.includes(0));
  if (!x) return null;
  const filterShape = [2, 2, x.shape[3], 1] as [number, number, number, number];
  const numbers = Float32Array.from({ length: size(filterShape) }, () => 2 * random.next() - 1);
  return {
    text: 'depthwiseConv2d',
    inputs: [x],
    exact: false,
    run: (x) =>
      tf.tidy(() => tf.depthwiseConv2d(x as tf.Tensor4D, tf.tensor4d(numbers, filterShape), 1, 'same')),
  };
};

const pool: Maker = shaped(
  (_, random) => {
    const [window, strides] = [random.integer(1, 4), random.integer(1, 3)];
    const max = random.chance(0.5);
    return {
      text: `${max ? 'max' : 'avg'}Pool(${window}, ${strides})`,
      exact: max,
      run: (x) => (max ? tf.maxPool : tf.avgPool)(x as tf.Tensor4D, window, strides, 'same'),
    };
  },
  (v) => isFloat(v) && v.shape.length === 4 && !v.shape.includes(0),
);

const batchNorm: Maker = shaped(
  (x, random) => {
    const channels = x.shape[x.shape.length - 1];
    const vector = () => Float32Array.from({ length: channels }, () => random.next() + 0.1);
    const [mean, variance, scale, offset] = [vector(), vector(), vector(), vector()];
    const [withScale, withOffset] = [random.chance(0.7), random.chance(0.7)];
    return {
      text: `batchNorm(${withOffset}, ${withScale})`,
      exact: false,
      run: (x) =>
        tf.tidy(() =>
          tf.batchNorm(
            x as tf.Tensor4D,
            tf.tensor1d(mean),
            tf.tensor1d(variance),
            withOffset ? tf.tensor1d(offset) : undefined,
            withScale ? tf.tensor1d(scale) : undefined,
          ),
        ),
    };
  },
  (v) => isFloat(v) && v.shape.length >= 2 && v.shape.length <= 4 && !v.shape.includes(0),
);

const moments: Maker = shaped((x, random) => {
  const axes = random.subset(axesOf(x));
  if (x.shape.includes(0)) return null;
  return {
    text: `moments([${axes}])`,
    exact: false,
    run: (x) => {
      const { mean, variance } = tf.moments(x, axes, true);
      return [mean, variance];
    },
  };
}, isFloat);

const cast: Maker = shaped((x, random) => {
  const dtype = random.pick(['float32', 'int32', 'bool'] as const);
  // Rounding is a comparison.
  return x.exact || dtype === 'float32' ? { text: `cast(${dtype})`, run: (x) => tf.cast(x, dtype) } : null;
});

const lastAxis: Maker = shaped(
  (x, random) => {
    if (x.shape.length === 0 || x.shape.includes(0)) return null;
    const k = random.integer(1, x.shape[x.shape.length - 1] + 1);
    return random.pick([
      { text: 'argMax', run: (x: tf.Tensor) => tf.argMax(x, -1) },
      { text: 'argMin', run: (x: tf.Tensor) => tf.argMin(x, 0) },
      { text: `topk(${k})`, run: (x: tf.Tensor) => tf.topk(x, k).values },
    ]);
  },
  (v) => isFloat(v) && v.exact,
);

const cumsum: Maker = shaped((x, random) => {
  if (x.shape.length === 0 || x.shape.includes(0)) return null;
  const axis = random.integer(0, x.shape.length);
  return { text: `cumsum(${axis})`, exact: false, run: (x) => tf.cumsum(x, axis) };
}, isFloat);

const softmax: Maker = shaped((x, random) => {
  if (x.shape.length === 0 || x.shape.includes(0)) return null;
  return random.chance(0.5)
    ? { text: 'softmax', exact: false, run: (x) => tf.softmax(x) }
    : { text: 'logSoftmax', exact: false, run: (x) => tf.logSoftmax(x) };
}, isFloat);

const oneHot: Maker = shaped(
  (x) => (x.shape.length > 2 ? null : { text: 'oneHot', run: (x) => tf.oneHot(x, 5) }),
  (v) => v.dtype === 'int32' && size(v.shape) < 500,
);

const gather: Maker = shaped((x, random) => {
  if (x.shape.length === 0 || x.shape.includes(0)) return null;
  const axis = random.integer(0, x.shape.length);
  const indices = Array.from({ length: 3 }, () => random.integer(0, x.shape[axis]));
  if ((3 * size(x.shape)) / x.shape[axis] > LARGEST) return null;
  return {
    text: `gather([${indices}], ${axis})`,
    run: (x) => tf.tidy(() => tf.gather(x, tf.tensor1d(indices, 'int32'), axis)),
  };
});

const constant: Maker = shaped((x, random) => {
  const number = random.pick([0, 1, -2.5, NaN]);
  return random.pick([
    { text: `fill(${number})`, run: () => tf.fill([...x.shape], number) },
    { text: 'zerosLike', run: (x: tf.Tensor) => tf.zerosLike(x) },
    { text: 'onesLike', run: (x: tf.Tensor) => tf.onesLike(x) },
  ]);
}, isFloat);

const complexParts: Maker = shaped(
  () => ({
    text: 'real(complex)',
    run: (x) =>
      tf.tidy(() => {
        const z = tf.complex(x, tf.neg(x));
        return [tf.real(z), tf.imag(z)];
      }),
  }),
  isFloat,
);

/** A kernel's own gradient formula: kernels that no forward pass calls. */
const gradient: Maker = shaped(
  (_, random) => {
    const [name, f] = random.pick([
      ['elu', (x: tf.Tensor) => tf.elu(x)],
      ['selu', (x: tf.Tensor) => tf.selu(x)],
      ['sigmoid', (x: tf.Tensor) => tf.sigmoid(x)],
      ['softplus', (x: tf.Tensor) => tf.softplus(x)],
      ['leakyRelu', (x: tf.Tensor) => tf.leakyRelu(x, 0.1)],
      ['clip', (x: tf.Tensor) => tf.clipByValue(x, -0.5, 0.7)],
      ['relu6', (x: tf.Tensor) => tf.relu6(x)],
      ['mean of square', (x: tf.Tensor) => tf.mean(tf.square(x))],
      ['logSoftmax', (x: tf.Tensor) => (x.rank === 0 ? tf.exp(x) : tf.logSoftmax(x))],
      ['moments', (x: tf.Tensor) => tf.moments(x, x.rank > 0 ? [0] : []).variance],
      ['max', (x: tf.Tensor) => tf.max(x)],
    ] as const);
    return { text: `grad(${name})`, exact: false, keepsOnError: true, run: (x) => tf.grad((x) => f(x))(x) };
  },
  (v) => isFloat(v) && v.exact && !v.shape.includes(0),
);

const exact = { exact: true };
const needsExact = { exact: true, needsExact: true };

export const makers: readonly (readonly [weight: number, maker: Maker])[] = [
  [8, leaf],
  [4, partner],
  [10, scalarBinary],
  [8, reduction],
  [2, integerReduction],
  [4, reshape],
  [2, transpose],
  [3, slice],
  [1, stridedSlice],
  [2, split],
  [1, unstack],
  [3, pad],
  [3, tile],
  [2, expandDims],
  [3, concat],
  [3, stackOrAdd],
  [3, where],
  [1, reverse],
  [3, matMul],
  [3, conv2d],
  [2, convWithEnd],
  [1, depthwiseConv],
  [3, pool],
  [3, batchNorm],
  [2, moments],
  [3, cast],
  [2, lastAxis],
  [1, cumsum],
  [2, softmax],
  [1, oneHot],
  [1, gather],
  [2, constant],
  [1, complexParts],
  [3, gradient],
  [4, binary('add', tf.add, { ...exact, dtypes: ['float32', 'int32'] })],
  [
    3,
    binary('add of any types', tf.add, { exact: false, dtypes: ['float32', 'int32', 'bool'], mixed: true }),
  ],
  [4, binary('sub', tf.sub, { ...exact, dtypes: ['float32', 'int32'] })],
  [4, binary('mul', tf.mul, { ...exact, dtypes: ['float32', 'int32'] })],
  [3, binary('div', tf.div, exact)],
  [3, binary('maximum', tf.maximum, exact)],
  [3, binary('minimum', tf.minimum, exact)],
  [2, binary('squaredDifference', tf.squaredDifference)],
  [2, binary('prelu', tf.prelu, exact)],
  [1, binary('atan2', tf.atan2)],
  [2, binary('greater', tf.greater, { ...needsExact, dtypes: ['float32', 'int32'], mixed: true })],
  [2, binary('lessEqual', tf.lessEqual, needsExact)],
  [2, binary('equal', tf.equal, needsExact)],
  [1, binary('notEqual', tf.notEqual, needsExact)],
  [2, binary('logicalAnd', tf.logicalAnd, { ...exact, dtypes: ['bool'] })],
  [2, binary('logicalOr', tf.logicalOr, { ...exact, dtypes: ['bool'] })],
  [1, unary('logicalNot', tf.logicalNot, { ...exact, dtypes: ['bool'] })],
  [1, unary('neg', tf.neg, exact)],
  [1, unary('abs', tf.abs, exact)],
  [2, unary('relu', tf.relu, exact)],
  [1, unary('relu6', tf.relu6, exact)],
  [1, unary('clip', (x) => tf.clipByValue(x, -0.5, 1.25), exact)],
  [1, unary('leakyRelu', (x) => tf.leakyRelu(x, 0.25), exact)],
  [1, unary('square', tf.square, exact)],
  [1, unary('sqrt', (x) => tf.sqrt(tf.abs(x)), exact)],
  [1, unary('rsqrt', (x) => tf.rsqrt(tf.abs(x)))],
  [1, unary('reciprocal', tf.reciprocal, exact)],
  [1, unary('floor', tf.floor, needsExact)],
  [1, unary('ceil', tf.ceil, needsExact)],
  [1, unary('sign', tf.sign, needsExact)],
  [1, unary('step', (x) => tf.step(x, 0.1), needsExact)],
  [2, unary('exp', (x) => tf.exp(tf.clipByValue(x, -20, 5)))],
  [1, unary('expm1', tf.expm1)],
  [1, unary('log', tf.log)],
  [2, unary('tanh', tf.tanh)],
  [2, unary('sigmoid', tf.sigmoid)],
  [1, unary('softplus', tf.softplus)],
  [1, unary('elu', tf.elu)],
  [1, unary('selu', tf.selu)],
  [1, unary('sin', tf.sin)],
  [1, unary('erf', tf.erf)],
  [1, unary('logSigmoid', tf.logSigmoid)],
  [1, unary('isNaN', tf.isNaN, needsExact)],
  [1, unary('identity', tf.clone, { ...exact, dtypes: ['float32', 'int32', 'bool'] })],
  [1, unary('squeeze', (x) => tf.squeeze(x), { ...exact, dtypes: ['float32', 'int32', 'bool'] })],
];
