export { compareBlocks, type BlockFigures, type CompareBlocksOptions } from './analysis/compare-blocks.js';
export {
  compareLayers,
  type Difference,
  type LayerComparison,
  type LayerFunction,
  type LayerPair,
  type OfBoth,
} from './analysis/compare-layers.js';
export {
  confusionMatrix,
  mostMistaken,
  perClassAccuracy,
  type ConfusionMatrix,
} from './analysis/confusion.js';
export { convolutionStages, type ConvolutionStage } from './analysis/convolution-stages.js';
export { edgeStrength } from './analysis/edge-strength.js';
export { effectiveFieldSize, effectiveReceptiveField } from './analysis/effective-receptive-field.js';
export { firstFilters, layerOutputs, type Values } from './analysis/feature-maps.js';
export { fineShare } from './analysis/fine-share.js';
export { gradientFlow, type LayerGradient } from './analysis/gradient-flow.js';
export { mapMeasures, type MapMeasures } from './analysis/map-measures.js';
export type { Plane } from './analysis/plane.js';
export { predictClasses } from './analysis/predict-classes.js';
export { receptiveFields, type ReceptiveField } from './analysis/receptive-field.js';
export { shrink } from './analysis/shrink.js';
export { weightDistributions, type WeightDistribution } from './analysis/weight-distribution.js';
export { BackendError } from './backend/backend-error.js';
export { chooseBackend, type BackendChoice, type BackendName } from './backend/choose-backend.js';
export { restoreCheckpoint, saveCheckpoint } from './checkpoints/checkpoint.js';
export { fileSystem } from './checkpoints/file-system.js';
export type { StoredTensor, StoredValues } from './checkpoints/safetensors.js';
export * from './claims/index.js';
export { runCommand } from './cli/run-command.js';
export { trainInProcesses, type ProcessesOptions } from './jobs/train-in-processes.js';
export * from './models/index.js';
export type { Figure } from './report/study-figures.js';
export { writeReport } from './report/write-report.js';
export { describeEnvironment } from './results/environment.js';
export { RunDirectoryError } from './results/run-directory-error.js';
export { packImage, unpackImage, type PackedImage } from './results/packed-image.js';
export { createRunDirectory, readResults, writeResults } from './results/run-directory.js';
export { decodeHits, encodeHits } from './results/test-hits.js';
export type * from './results/types.js';
export { resultsSchema, validateResults } from './results/validate.js';
export {
  defineStudy,
  type DataSource,
  type PresetName,
  type Study,
  type StudyModel,
  type StudyPreset,
} from './studies/define-study.js';
export { layerComparison, type ComparedPair } from './studies/analyses/layer-comparison.js';
export { studies } from './studies/index.js';
export { loadOwnStudies, type OwnStudy } from './studies/load-own-studies.js';
export { loadData, type LoadDataOptions } from './studies/load-data.js';
export { runStudy, type RunStudyOptions } from './studies/run-study.js';
export {
  analyses,
  type AnalysedRun,
  type Analysis,
  type MeasuredStudy,
  type Recorder,
  type Shown,
} from './studies/analyses/index.js';
export type { ModuleNames } from './state-dict/state-dict-entries.js';
export { loadStateDict, saveStateDict } from './state-dict/state-dict-file.js';
export {
  exportStateDict,
  importStateDict,
  type StateDict,
  type StateDictOptions,
} from './state-dict/state-dict.js';
export type { ObservedRun, StudyObserver } from './studies/study-observer.js';
export type { RunListener, RunTask, Trainer } from './studies/trainer.js';
export { evaluateModel } from './training/evaluate-model.js';
export { timeInference } from './training/time-inference.js';
export {
  trainModel,
  type BatchProgress,
  type TrainOptions,
  type TrainResult,
} from './training/train-model.js';
