import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { hashIntegers, hashText } from './counter-hash.js';

type Node = SymbolicTensor['sourceLayer']['inboundNodes'][number];

/**
 * A number for the place at which a layer is about to be applied: it depends on the kinds of layers before it
 * and on how they are connected, and not on their names. tfjs numbers the names it gives by a counter of the
 * whole process (`dropout_1`, `dropout_2`), so a model that is built twice has other names the second time;
 * places are the same.
 *
 * Layers on parallel branches differ by the order in which the branches leave the layer they have in common.
 * Branches that begin in separate inputs and are built alike have the same places.
 */
export function placeInModel(inputs: SymbolicTensor[]): number {
  const known = new Map<Node, number>();

  const placeOf = (tensor: SymbolicTensor): number => {
    const node = tensor.sourceLayer.inboundNodes[tensor.nodeIndex];
    let place = known.get(node);
    if (place === undefined) {
      place = hashText(tensor.sourceLayer.getClassName());
      if (node.inboundLayers.length > 0) {
        for (const input of node.inputTensors) {
          place = hashIntegers(place, placeOf(input), input.sourceLayer.outboundNodes.indexOf(node));
        }
      }
      known.set(node, place);
    }
    return hashIntegers(place, tensor.tensorIndex);
  };

  return inputs.reduce(
    (place, input) => hashIntegers(place, placeOf(input), input.sourceLayer.outboundNodes.length),
    0,
  );
}
