import type { StudyTranslation } from '../define-study.js';

/** The study's texts in Russian, with the statements of the document's conclusion. */
export const russian: StudyTranslation = {
  'Residual blocks': 'Остаточные блоки',
  'What do basic, bottleneck and wide residual blocks make of their input and cost, and what does each gain in a net of its own, against the others and against a plain CNN of the same size?':
    'Что базовый, bottleneck- и широкий остаточные блоки делают со входом и чего стоят, и что даёт каждый в сети из таких блоков, по сравнению с другими и с простой свёрточной сетью того же размера?',
  'The document builds single blocks and trains nothing in this section. The nets that judge its conclusion, their data, epochs and seeds were chosen here.':
    'В этом разделе документ строит отдельные блоки и ничего не обучает. Сети, по которым судится его вывод, их данные, эпохи и seed выбраны здесь.',
  'The nets have the same number of parameters within 2 %, not the same depth: for one wide block there are two basic ones, and bottleneck blocks have three convolutions each.':
    'Число параметров сетей совпадает с точностью до 2 %, глубина — нет: на один широкий блок приходятся два базовых, а в bottleneck-блоке три свёртки.',
  'Few epochs on part of the training images: which net is ahead early need not be ahead in the end.':
    'Немного эпох на части обучающих изображений: кто впереди в начале, не обязательно впереди в конце.',
  'One learning rate for all; a net that would do better with another is at a loss.':
    'Одна скорость обучения на всех: сеть, которой подошла бы другая, проигрывает.',
  'Times of single blocks depend on how well each shape is implemented on this machine.':
    'Время отдельных блоков зависит от того, насколько хорошо каждая форма реализована на этой машине.',
  'The basic block of 64 filters keeps the shape of 64 channels of 32x32 and has 73,984 parameters.':
    'Базовый блок с 64 фильтрами сохраняет форму — 64 канала 32x32 — и имеет 73 984 параметра.',
  'The basic block resists overfitting: a net of basic blocks ends with a training accuracy less than 5 points above its test accuracy.':
    'Базовый блок устойчив к переобучению: в конце точность сети из базовых блоков на обучении выше точности на тесте менее чем на 5 п. п.',
  'The bottleneck block of 64 filters turns 64 channels of 32x32 into 256 of the same size and has 75,008 parameters.':
    'Bottleneck-блок с 64 фильтрами превращает 64 канала 32x32 в 256 того же размера и имеет 75 008 параметров.',
  'The bottleneck block has fewer parameters than the basic block.':
    'У bottleneck-блока меньше параметров, чем у базового.',
  'The bottleneck block is stable in the forward pass: of standard normal inputs it makes outputs whose standard deviation is between 0.5 and 2, in training mode, for each of several draws of its weights.':
    'Bottleneck-блок стабилен при прямом проходе: из стандартных нормальных входов получаются выходы со стандартным отклонением от 0,5 до 2, в режиме обучения, при каждом из нескольких наборов начальных весов.',
  'The wide block of 64 filters and factor 2 turns 64 channels of 32x32 into 128 of the same size and has 230,144 parameters, more than twice as many as each of the others.':
    'Широкий блок с 64 фильтрами и множителем 2 превращает 64 канала 32x32 в 128 того же размера и имеет 230 144 параметра, более чем вдвое больше каждого из остальных.',
  'The wide block takes more memory than each of the others: its weights together with what a forward pass leaves for the backward pass, for a batch of 16.':
    'Широкий блок требует больше памяти, чем каждый из остальных: веса вместе с тем, что прямой проход оставляет для обратного, на пакет из 16.',
  'The wide block represents features better: a net of wide blocks is more accurate on the test images than nets of basic and of bottleneck blocks with as many parameters.':
    'Широкий блок лучше представляет признаки: сеть из широких блоков точнее на тесте, чем сети из базовых и из bottleneck-блоков с тем же числом параметров.',
  "All custom layers give their standard counterparts' output, in training as in inference.":
    'Все собственные слои дают тот же выход, что и стандартные аналоги, при обучении и вне его.',
  'Residual nets train more stably than plain CNNs: in every study at hand that has both, the largest rise of their test loss from one epoch to the next is smaller beyond the noise; and where there are three seeds or more, their test accuracy does not vary more from seed to seed.':
    'Остаточные сети обучаются стабильнее простых свёрточных: в каждом исследовании, где есть и те и другие, наибольший рост потерь на тесте за эпоху у них меньше, сильнее шума; а где запусков с разными seed три и больше, точность на тесте меняется от запуска к запуску не сильнее.',
  'Residual nets are more accurate on the test images than plain CNNs, beyond the noise in every study at hand that has both.':
    'Остаточные сети точнее простых свёрточных на тесте, сильнее шума, в каждом исследовании, где есть и те и другие.',
  'Wide and bottleneck blocks most of all: nets of either are more accurate than nets of basic blocks with as many parameters, and the largest rise of their test loss from one epoch to the next is smaller.':
    'Особенно широкие и bottleneck-блоки: сети из них точнее сетей из базовых блоков с тем же числом параметров, и наибольший рост потерь на тесте за эпоху у них меньше.',
  'All models trained properly: in every study at hand no run failed or diverged, and each ends right about the test images at least three times as often as guessing, with a training loss below that of its first epoch.':
    'Все модели обучились корректно: ни в одном исследовании ни один запуск не сорвался и не разошёлся, и каждый в конце верно распознаёт тестовые изображения не менее чем втрое чаще случайного угадывания, с потерями на обучении ниже, чем в первой эпохе.',
};
