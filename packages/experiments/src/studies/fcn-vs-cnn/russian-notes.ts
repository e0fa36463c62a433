import type { StudyTranslation } from '../define-study.js';

/** What studies 1.1 and 1.2 both note, in Russian. */
export const russianNotes: StudyTranslation = {
  'Batch size 64 and Adam at 1e-3: the document names neither.':
    'Размер пакета 64 и Adam с шагом 1e-3: документ не называет ни того, ни другого.',
  'The order of the training images and the initial weights: the document fixes no seed.':
    'Порядок обучающих изображений и начальные веса: документ не задаёт seed.',
  "The document's networks differ in parameters and in multiply-adds as well as in kind: a difference in accuracy cannot be put down to convolution or to residual connections alone. Preset matched gives them as many parameters as each other, not as many multiply-adds.":
    'Сети документа различаются не только видом, но и числом параметров и умножений: различие в точности нельзя приписать одной свёртке или одним остаточным связям. В пресете matched у них поровну параметров, но не умножений.',
  'One learning rate and one number of epochs for all; a network that would do better with others is at a loss.':
    'Одна скорость обучения и одно число эпох на всех: сеть, которой подошли бы другие, проигрывает.',
};
