import type { layers, LayersModel } from '@tensorflow/tfjs-layers';

type Layer = layers.Layer;

/** In PyTorch padding is an argument of the convolution behind it. */
const NO_MODULE = ['InputLayer', 'ZeroPadding2D'];
/** In PyTorch a pooling to 1x1 and a flatten. */
const TWO_MODULES = ['GlobalAveragePooling2D', 'GlobalMaxPooling2D'];
const RELU = ['ReLU', 'CustomReLU'];

/**
 * What the layers of a model are called in a PyTorch `nn.Sequential` with the same layers in the same order, as
 * python/nets.py builds them: `0`, `3`, ... An activation that is an option of a layer in tfjs is a module of its own
 * there. A residual block (branches that are added, and the ReLU behind) is one module with `branch` and `shortcut`:
 * `3.branch.0`, `4.shortcut.1`; layers side by side that are concatenated are `0.convolutions.0`, `0.convolutions.1`, ...
 *
 * @returns names by layer, in the order of PyTorch's state dict
 * @throws Error if the model has branches that end otherwise, or several inputs or outputs
 */
export function sequentialNames(model: LayersModel): Map<Layer, string> {
  const fail = (what: string): never => {
    throw new Error(
      `model "${model.name}" is not a sequence of layers and residual blocks: ${what}; its modules need other names than their places`,
    );
  };
  // A sequential model does not count its input among its layers.
  const all = [...new Set([...model.layers.flatMap(sourcesOf), ...model.layers])];
  const inputs = all.filter((layer) => sourcesOf(layer).length === 0);
  if (inputs.length !== 1) fail(`it has ${inputs.length} inputs`);
  const consumers = (layer: Layer) => all.filter((other) => sourcesOf(other).includes(layer));
  const names = new Map<Layer, string>();

  const nameChain = (first: Layer, end: Layer | undefined, prefix: string): void => {
    let position = 0;
    let layer: Layer | undefined = first;
    while (layer !== undefined && layer !== end) {
      names.set(layer, `${prefix}${position}`);
      const next = consumers(layer);
      position += moduleCount(layer);
      if (next.length > 1) {
        const join = joinOf(layer, next);
        nameBranches(next, join, `${prefix}${position}`);
        layer = join;
      } else layer = next[0];
    }
  };
  const reachedFrom = (layer: Layer): Set<Layer> => {
    const reached = new Set([layer]);
    // A set goes on through what is added to it meanwhile.
    for (const one of reached) for (const next of consumers(one)) reached.add(next);
    return reached;
  };
  const joinOf = (fork: Layer, branches: Layer[]): Layer => {
    const reached = branches.map(reachedFrom);
    const join = all.find((layer) => reached.every((those) => those.has(layer)));
    return join ?? fail(`the branches behind "${fork.name}" do not meet again`);
  };
  const nameBranches = (starts: Layer[], join: Layer, path: string): void => {
    const branches = starts.filter((start) => start !== join);
    const kind = join.getClassName();
    if (kind === 'Add' && starts.length === 2) {
      const length = (start: Layer) => [...reachedFrom(start)].length;
      // The longer one, which reaches more layers before the same end.
      const [branch, shortcut] = branches.sort((a, b) => length(b) - length(a));
      nameChain(branch, join, `${path}.branch.`);
      if (shortcut) nameChain(shortcut, join, `${path}.shortcut.`);
    } else if (kind === 'Concatenate' && sourcesOf(join).every((source) => branches.includes(source))) {
      sourcesOf(join).forEach((source, index) => names.set(source, `${path}.convolutions.${index}`));
    } else fail(`branches end in "${join.name}" (${kind})`);
  };

  nameChain(inputs[0], undefined, '');
  const left = all.find((layer) => layer.weights.length > 0 && !names.has(layer));
  if (left) fail(`"${left.name}" is on a branch of its own`);
  return names;
}

/** How many modules PyTorch has for a layer. */
function moduleCount(layer: Layer): number {
  const kind = layer.getClassName();
  const [source] = sourcesOf(layer);
  if (NO_MODULE.includes(kind)) return 0;
  if (TWO_MODULES.includes(kind)) return 2;
  // The ReLU of a residual block belongs to it.
  if (source?.getClassName() === 'Add' && isReLU(layer)) return 0;
  return hasActivation(kind === 'Concatenate' ? source : layer) ? 2 : 1;
}

function isReLU(layer: Layer): boolean {
  return RELU.includes(layer.getClassName()) || layer.getConfig().activation === 'relu';
}

/** Whether a layer with weights has an activation of its own. */
function hasActivation(layer: Layer): boolean {
  return layer.weights.length > 0 && (layer.getConfig().activation ?? 'linear') !== 'linear';
}

/** Where a layer's inputs come from in the model that it was built for. */
function sourcesOf({ inboundNodes }: Layer): Layer[] {
  return inboundNodes[0]?.inboundLayers ?? [];
}
