import type { StudyTranslation } from '../define-study.js';

/** The study's texts in Russian. */
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
  'The 3x3 net trains stably: its test loss rises by over 5 % in no epoch.':
    'Сеть 3x3 обучается стабильно: её потери на тесте ни в одной эпохе не растут более чем на 5 %.',
  'The 3x3 net is the most accurate.': 'Сеть 3x3 точнее всех.',
  'The 5x5 net is slightly less accurate than the 3x3 net: by less than half a percentage point.':
    'Сеть 5x5 немного менее точна, чем 3x3: меньше чем на половину процентного пункта.',
  'Larger kernels see more in the first layers: the receptive field of the first convolution is wider in the 5x5 net than in the 3x3 net, and widest in the 7x7 net; so is that of the second.':
    'Большие ядра видят больше уже в первых слоях: рецептивное поле первой свёртки в сети 5x5 шире, чем в 3x3, и шире всего в 7x7; то же со второй.',
  'Larger kernels mean more parameters: the 5x5 net has more than the 3x3 net, the 7x7 net more than both.':
    'Больше ядро — больше параметров: у сети 5x5 их больше, чем у 3x3, у 7x7 больше, чем у обеих.',
  'Larger kernels mean more computation: the 5x5 net takes more multiply-adds for an image than the 3x3 net, the 7x7 net more than both.':
    'Больше ядро — больше вычислений: сети 5x5 нужно на изображение больше умножений, чем 3x3, сети 7x7 больше, чем обеим.',
  'The first activations of the 7x7 net are blurred: in the 3x3 and in the 5x5 net at least 1.1 times as much fine detail is left (share of the power in the upper half of the spatial frequencies).':
    'Первые активации сети 7x7 размыты: в сетях 3x3 и 5x5 остаётся не менее чем в 1,1 раза больше мелких деталей (доля мощности в верхней половине пространственных частот).',
  'The 7x7 net is less accurate than the 3x3 and the 5x5 net.': 'Сеть 7x7 менее точна, чем 3x3 и 5x5.',
  "Mixed kernels' accuracy is in between: below that of the 3x3 net and above that of the 7x7 net.":
    'Точность смешанных ядер средняя: ниже, чем у 3x3, и выше, чем у 7x7.',
  'The 1x1 convolutions reduce the number of channels: the first one gives out fewer than it takes in.':
    'Свёртки 1x1 уменьшают число каналов: у первой на выходе их меньше, чем на входе.',
  'Among mixed kernels the 3x3 ones keep details. Stands for it: in the first activations of the mixed net at least as much fine detail is left as in the image; refuted below 0.9 of it.':
    'Среди смешанных ядер 3x3 сохраняют детали. Вместо этого проверяется: в первых активациях смешанной сети мелких деталей не меньше, чем в изображении; ниже 0,9 — опровергнуто.',
  "Mixed kernels' results are less stable than those of the 3x3 and the 5x5 net: their test accuracy varies more from seed to seed.":
    'Результаты смешанных ядер менее стабильны, чем у 3x3 и 5x5: точность на тесте сильнее меняется от запуска к запуску.',
  'The 3x3 net trains fastest.': 'Сеть 3x3 обучается быстрее всех.',
  'The 5x5 net takes longer to train than the 3x3 net.': 'Сеть 5x5 обучается дольше, чем 3x3.',
  'The 7x7 net is the slowest to train.': 'Сеть 7x7 обучается медленнее всех.',
  'Mixed kernels train faster than 7x7 kernels.': 'Смешанные ядра обучаются быстрее, чем 7x7.',
  'Mixed kernels train slightly slower than 3x3 kernels: they take longer, and less than 1.5 times as long.':
    'Смешанные ядра обучаются немного медленнее, чем 3x3: дольше, но менее чем в 1,5 раза.',
  'Mixing kernels lowers the number of parameters: the mixed net has fewer than each other net.':
    'Смешение ядер снижает число параметров: в смешанной сети их меньше, чем в каждой другой.',
  "In the 3x3 net the receptive field grows gradually over several layers: with every convolution, and only the last one's is wider than half the image.":
    'В сети 3x3 рецептивное поле увеличивается постепенно: с каждой свёрткой, и только у последней оно шире половины изображения.',
  'In the 5x5 net large parts of the image are taken in sooner: after the second convolution its effective receptive field is 10 % or more wider than in the 3x3 net.':
    'Сеть 5x5 быстрее захватывает крупные участки изображения: после второй свёртки её эффективное рецептивное поле на 10 % или более шире, чем в сети 3x3.',
  'The first activations of the 5x5 net lose small details: in the 3x3 net at least 1.1 times as much fine detail is left.':
    'Первые активации сети 5x5 теряют мелкие детали: в сети 3x3 их остаётся не менее чем в 1,1 раза больше.',
  'Mixed kernels take fine tuning not to overfit. Stands for it: untuned, their training accuracy is further above their test accuracy than that of each other net.':
    'Смешанные ядра требуют тонкой настройки, чтобы не переобучиться. Вместо этого проверяется: без настройки разрыв между точностью на обучении и на тесте у них больше, чем у каждой другой сети.',
  "The 3x3 filters of the first layer answer to edges: the mean correlation of their activations with the image's gradient is 0.5 or more; refuted below 0.3.":
    'Фильтры 3x3 первого слоя реагируют на края: средняя корреляция активаций с градиентом изображения не ниже 0,5; ниже 0,3 — опровергнуто.',
  "The first activations of the 3x3 net keep the image's structure: their mean correlation with the image is 0.5 or more; refuted below 0.3.":
    'Первые активации сети 3x3 сохраняют структуру изображения: средняя корреляция с ним не ниже 0,5; ниже 0,3 — опровергнуто.',
  'The first activations of the 3x3 net are sensitive to small details: at least as much fine detail is left in them as in the image; refuted below 0.9 of it.':
    'Первые активации сети 3x3 чувствительны к мелким деталям: их остаётся не меньше, чем в изображении; ниже 0,9 — опровергнуто.',
  'The first activations of the 5x5 net cover more space: the share of the picture where they answer (above a tenth of their maximum) is 1.1 times that of the 3x3 net or more.':
    'Первые активации сети 5x5 охватывают больше пространства: доля изображения, где они отвечают (выше десятой части максимума), не менее чем в 1,1 раза больше, чем у сети 3x3.',
};
