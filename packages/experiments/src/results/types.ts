import type { Augmentation } from '@convstudy/datasets';
import type { BlockFigures } from '../analysis/compare-blocks.js';
import type { LayerComparison, OfBoth } from '../analysis/compare-layers.js';
import type { MapMeasures } from '../analysis/map-measures.js';
import type { PackedImage } from './packed-image.js';

/** What a run directory's `results.json` holds. `results.schema.json` says the same to other programs. */
export interface Results {
  schemaVersion: 1;
  /** `running` until the command ends: a file that still says so belongs to a process that was killed. */
  status: 'running' | 'finished' | 'interrupted' | 'failed';
  environment: Environment;
  studies: StudyResults[];
}

/** Where and with what the numbers came about. */
export interface Environment {
  /** ISO 8601, when the run began. */
  date: string;
  node: string;
  /** Operating system and processor architecture, such as `linux x64`. */
  platform: string;
  cpu: string;
  /** Cores that this process may use. */
  cores: number;
  backend: string;
  /** The graphics adapter, where the backend is WebGPU. */
  adapter?: string;
  /** Of the backend, in each process that trains. */
  threads: number;
  /** Models that were trained at the same time, each in a process of its own; absent where it was one after the other. */
  jobs?: number;
  /** Whether the backend may use V8's 256-bit vectors; always false on other backends than `simd`. */
  wideVectors: boolean;
  /** Package name to version. */
  versions: Record<string, string>;
}

export interface StudyResults {
  id: string;
  preset: string;
  data: DataRecord;
  settings: SettingsRecord;
  runs: RunRecord[];
  analyses: Analyses;
  claims: ClaimRecord[];
}

/** The data set and its fingerprint: the SHA-256 of all of its bytes. */
export interface DataRecord {
  name: string;
  sha256: string;
  synthetic: boolean;
  /** Of published data: false for a copy whose checksums are not the published ones. */
  verified?: boolean;
  /** What each class number stands for. */
  classNames?: string[];
  /** Images that were trained on; the fingerprint is that of all. */
  trainSize: number;
  testSize: number;
}

export interface SettingsRecord {
  /** 0: nothing was trained. */
  epochs: number;
  batchSize: number;
  learningRate: number;
  seeds: number[];
  /** How the training images of some models were changed at random, by the models' names; absent where none were. */
  augmented?: Record<string, Augmentation>;
}

/** One model trained once from one seed. */
export interface RunRecord {
  model: string;
  seed: number;
  /** Trainable parameters. */
  parameters: number;
  /** Multiply-adds of one forward pass of one image. */
  multiplyAdds: number;
  status: 'finished' | 'interrupted' | 'diverged' | 'failed';
  /** Why a run did not finish. */
  message?: string;
  /** Finished epochs only. */
  epochs: EpochRecord[];
  /** Seconds of training over all finished epochs, evaluation left out. */
  trainSeconds: number;
  /** Both sets evaluated with the final weights; absent unless the run finished. */
  final?: { train: Evaluation; test: Evaluation };
  /**
   * Which test images the final weights got right, in the set's order: one bit each, eight to a byte from the lowest bit
   * up, in base64. Absent unless the run finished.
   */
  testHits?: string;
  /** Forward pass per image in a batch of 64 and alone; absent unless the run finished. */
  inferenceMsPerImage?: { batch64: number; batch1: number };
}

/** Train figures are running means in training mode, test figures an evaluation after the epoch. */
export interface EpochRecord {
  trainLoss: number;
  /** A fraction, as all accuracies. */
  trainAccuracy: number;
  testLoss: number;
  testAccuracy: number;
  /** Training alone. */
  seconds: number;
}

export interface Evaluation {
  loss: number;
  accuracy: number;
}

/**
 * What else was measured of the models: a list per analysis, by its name, with an entry per run or per thing measured. Those of
 * the package's own analyses are typed.
 */
export interface Analyses {
  confusion?: ConfusionRecord[];
  gradientFlow?: GradientFlowRecord[];
  weights?: WeightsRecord[];
  blockComparison?: BlockFigures[];
  layerComparison?: LayerComparisonRecord[];
  layers?: LayersRecord[];
  receptiveFields?: ReceptiveFieldsRecord[];
  filters?: FiltersRecord[];
  featureMaps?: FeatureMapsRecord[];
  [name: string]: object[] | undefined;
}

/** What the final weights took the test images for. */
export interface ConfusionRecord {
  model: string;
  seed: number;
  /** `counts[i][j]`: how many images of class i were taken for class j. */
  counts: number[][];
}

/** The gradient of the loss on the same training images, before training (epoch 0) and after every epoch. */
export interface GradientFlowRecord {
  model: string;
  seed: number;
  /** How many images, the first of the training set. */
  images: number;
  /** Those with trainable weights, from the input to the output. */
  layers: string[];
  epochs: {
    epoch: number;
    /** Mean absolute gradient of each layer; null where it is not finite. */
    mean: (number | null)[];
    /** Euclidean norm of each layer's gradient. */
    norm: (number | null)[];
  }[];
}

/** The kernels of every layer before training (epoch 0) and after every epoch. */
export interface WeightsRecord {
  model: string;
  seed: number;
  layers: LayerWeightsRecord[];
}

export interface LayerWeightsRecord {
  layer: string;
  /** What the bins of all epochs cover; weights beyond are counted in the outermost ones. */
  range: [number, number];
  epochs: {
    epoch: number;
    min: number;
    max: number;
    mean: number;
    standardDeviation: number;
    /** In bins of equal width. */
    counts: number[];
    /** How far weights have moved since the epoch before; absent in epoch 0. */
    movement?: WeightMovement;
  }[];
}

/** Mean absolute change of a layer's weights, grouped by the values they had before. */
export interface WeightMovement {
  /** Of the lowest hundredth. */
  lowest: number;
  /** Of all between. */
  middle: number;
  /** Of the highest hundredth. */
  highest: number;
}

/** A custom layer beside a standard one. */
export interface LayerComparisonRecord extends LayerComparison {
  /** Attention: smallest and largest value of the mask of one image, an entry for each initial kernel. */
  masks?: { low: number; high: number }[];
  /** Activations: the derivative where the input is exactly 0. */
  gradientAtZero?: OfBoth<number>;
}

/** Every layer of a model, from the input to the output. */
export interface LayersRecord {
  model: string;
  layers: {
    layer: string;
    /** Its class, such as `Conv2D`. */
    type: string;
    /** Of one image: [height, width, channels], or [units]. */
    outputShape: (number | null)[];
    /** Trainable parameters. */
    parameters: number;
    /** Of one image's forward pass. */
    multiplyAdds: number;
    /**
     * What a unit sees in theory: the side of a square of pixels, and how far apart those of neighbouring units are. Null for
     * layers without a map, and behind one that sees the whole image.
     */
    receptiveField: { size: number; jump: number } | null;
  }[];
}

/** What moves the centre unit of each convolution stage after training. */
export interface ReceptiveFieldsRecord {
  model: string;
  seed: number;
  /** How many images, the first of the test set. */
  images: number;
  /** From the input to the output; a stage is named after the layer that ends it, such as its activation. */
  layers: LayerFieldRecord[];
}

export interface LayerFieldRecord {
  layer: string;
  /** Side of the square of pixels that the unit can see. */
  size: number;
  /** Its first row and column; it may reach beyond the image. */
  top: number;
  left: number;
  /** Side of the square with as many pixels as exceed 4.55 % of the field's largest value. */
  effectiveSize: number;
  /** For each pixel the absolute gradient of the unit's channels added up, mean over images and colours. */
  field: PackedImage;
}

/** The filters of a convolution on the images, after training: one entry for each such convolution of a run. */
export interface FiltersRecord {
  model: string;
  seed: number;
  layer: string;
  /** Up to 32; the mean over the colours. */
  filters: PackedImage[];
}

/** Feature maps of the first and the last convolution stage after training. */
export interface FeatureMapsRecord {
  model: string;
  seed: number;
  /** Those whose maps are kept: test images of different classes, the same for every run. */
  images: {
    /** In the test set. */
    index: number;
    label: number;
    picture: PackedImage;
  }[];
  layers: LayerMapsRecord[];
}

/** One stage; the measures are means over channels and the first 64 test images. */
export interface LayerMapsRecord extends MapMeasures {
  layer: string;
  /** First or last; a net with one convolution has the early one only. */
  stage: 'early' | 'late';
  /** [height, width] of the maps. */
  resolution: number[];
  /** Which channels are kept: up to eight that vary most. */
  channels: number[];
  /** `maps[i][j]`: of image i and kept channel j. */
  maps: PackedImage[][];
}

export type Verdict = 'supported' | 'refuted' | 'inconclusive';

/** How results decide a statement: by the quantity it speaks of, by another that stands for it, or by how things are built. */
export type ClaimKind = 'measured' | 'proxy' | 'construction';

export interface ClaimRecord {
  id: string;
  section: string;
  statement: string;
  /** The statement in the words of the document. */
  original?: string;
  kind: ClaimKind;
  /** What of the report shows it; `Claim` says how it is named. */
  shownIn?: readonly string[];
  /** Ids of claims that contradict it. */
  contradicts?: readonly string[];
  verdict: Verdict;
  /** The numbers behind the verdict, by name. */
  figures: Record<string, number>;
  /** Why the verdict is what it is, in a line. */
  because: string;
}
