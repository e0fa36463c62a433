import type { StudyTranslation } from '../define-study.js';

/** The study's texts in Russian; its statements the report takes from the document. */
export const russian: StudyTranslation = {
  'Kernel size': 'Размер ядра',
  'What do larger kernels gain and cost on handwritten digits: in accuracy, in time, in how far a unit sees, and in how much fine detail is left?':
    'Что дают и чего стоят большие ядра на рукописных цифрах: по точности, по времени, по тому, как далеко видит нейрон и сколько остаётся мелких деталей?',
  'Batch size 64 and Adam at 1e-3: the document names neither.':
    'Размер пакета 64 и Adam с шагом 1e-3: документ не называет ни того, ни другого.',
  'The order of the training images and the initial weights: the document fixes no seed.':
    'Порядок обучающих изображений и начальные веса: документ не задаёт seed.',
  'In the quick and document presets the networks differ in parameters and multiply-adds as well as in kernel size, and the 3x3 net is the largest by far; the matched preset gives all of them the same number of parameters.':
    'В пресетах quick и document сети различаются не только размером ядра, но и числом параметров и умножений, и сеть 3x3 намного больше остальных; в пресете matched параметров у всех поровну.',
  'At the same number of parameters larger kernels take more multiply-adds and fewer filters: no choice of widths keeps all three alike.':
    'При равном числе параметров у больших ядер больше умножений и меньше фильтров: никакая ширина не уравнивает всё сразу.',
  'One learning rate and few epochs for all; a network that would do better with others is at a loss.':
    'Одна скорость обучения и немного эпох на всех: сеть, которой подошли бы другие, проигрывает.',
  'Training times depend on how well each kernel size is implemented on this machine.':
    'Время обучения зависит от того, насколько хорошо каждый размер ядра реализован на этой машине.',
};
