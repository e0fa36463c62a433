import type { ReasonPhrases } from './translate-reason.js';

/** The reasons of the built-in claims and of the rules that they are judged by, in Russian. */
export const russianReasons: ReasonPhrases = {
  sentences: {
    'Seed {n}:': 'Seed {n}:',

    'The test loss of {model} rose by over {n} % in {steps}.':
      'Потери {model} на тесте выросли более чем на {n} % в {steps}.',
    'The test accuracy of {model} fell by more than the noise of {n} images in {steps}.':
      'Точность {model} на тесте упала сильнее шума от {n} изображений в {steps}.',
    'The test loss of {model} is largest in epoch {n}: {loss}.':
      'Потери {model} на тесте наибольшие в эпохе {n}: {loss}.',
    'Over the last {n} epochs the {name} of {model} changed by {slope} an epoch ({p}).':
      'За последние эпохи ({n}) изменение за эпоху, {name} {model}: {slope} ({p}).',
    'The last test loss of {model} is {rise} above its smallest, {loss} in epoch {n}.':
      'Последние потери {model} на тесте на {rise} выше наименьших, {loss} в эпохе {n}.',
    'The best of {n} epochs was epoch {best}.': 'Лучшей из {n} эпох была {best}-я.',
    'It was {first} after the first epoch and {last} after the last.':
      'После первой эпохи {first}, после последней {last}.',
    'From epoch to epoch its test loss changed by {steps}.':
      'От эпохи к эпохе её потери на тесте менялись на {steps}.',
    'In the closest of the first three epochs they were {difference} apart.':
      'В ближайшей из первых трёх эпох они отличались на {difference}.',
    'Test loss {test}, training loss {train}.': 'Потери на тесте {test}, на обучении {train}.',
    'Last test loss: {here} here, {there} in study {study}.':
      'Последние потери на тесте: здесь {here}, в исследовании {study} {there}.',
    '{here} here, {there} in study {study} ({p}, by their binomial errors).':
      'Здесь {here}, в исследовании {study} {there} ({p}, по биномиальным погрешностям).',
    'Largest test loss: {values}, means over seeds; every seed must agree.':
      'Наибольшие потери на тесте: {values}, средние по запускам; все запуски должны быть согласны.',
    'Largest test loss: {values}.': 'Наибольшие потери на тесте: {values}.',

    'Standard deviation of the {measure} over {n} seeds: {values}; by the F-test.':
      'Стандартное отклонение по запускам ({n}), {measure}: {values}; по F-критерию.',
    '{measure}: ahead {ahead}; behind {behind}; within the noise in {n}; by {tests}.':
      '{measure}: впереди {ahead}; позади {behind}; в пределах шума: {n}; {tests}.',
    'From seed to seed the {measure} varies more {where}, by the F-test.':
      'От запуска к запуску {measure} меняется сильнее {where}, по F-критерию.',
    '{model} took {n} times as long to train as {other}.':
      'Время обучения {model} относительно {other}: {n}.',
    '{model} after epoch {n}: {accuracy}, give or take {margin}.':
      '{model} после эпохи {n}: {accuracy}, погрешность {margin}.',
    '{model}: {gap}, give or take {margin}.': '{model}: {gap}, погрешность {margin}.',
    '{model}: {accuracy}, {off} from {stated}, where chance makes {margin}.':
      '{model}: {accuracy}, на {off} от {stated}; случайное отклонение — {margin}.',
    'Fine detail left in the first activations (1: as in the image): {values} ({p}; by {test}).':
      'Мелкие детали в первых активациях (1: как в изображении): {values} ({p}; {test}).',
    'Fine detail left in the first activations (1: as in the image): {values}.':
      'Мелкие детали в первых активациях (1: как в изображении): {values}.',
    '{figure}: {values} ({p}; by {test}).': '{figure}: {values} ({p}; {test}).',
    '{measure}: {values}; by {tests}.': '{measure}: {values}; {tests}.',
    '{values}; by {tests}.': '{values}; {tests}.',

    'Mean mistakes: class {a} {n}, next class {b} {m} ({p}, sign test).':
      'В среднем ошибок: класс {a} — {n}, следующий класс {b} — {m} ({p}, критерий знаков).',
    'Mean cats taken for it: class {a} {n}, next class {b} {m} ({p}, sign test).':
      'Кошек в среднем приняты за него: класс {a} — {n}, следующий класс {b} — {m} ({p}, критерий знаков).',
    '{n} of {all} rows of the confusion matrices have a larger number off the diagonal.':
      'В {n} из {all} строк матриц ошибок большее число стоит вне диагонали.',
    'So in {n} of {all} layers and epochs ({p}, sign test); on average the extremes moved {factor} times as far.':
      'Так в {n} из {all} слоёв и эпох ({p}, критерий знаков); крайние веса в среднем сдвинулись в {factor} раза дальше.',
    'Only preset matched trains a net with augmentation.':
      'Сеть с аугментацией обучает только пресет matched.',
    'The classes of synthetic images are not those of CIFAR-10.':
      'Классы синтетических изображений — не те, что у CIFAR-10.',
    'It takes the results of {study} in the same run directory.':
      'Нужны результаты {study} в том же каталоге запуска.',
    'There is no confusion matrix of {model}.': 'Нет матрицы ошибок {model}.',
    'The weights of no epoch were recorded.': 'Веса не записаны ни для одной эпохи.',

    'These nets differ in size as well as in their kernels (parameters: {values}).':
      'Эти сети различаются не только ядрами, но и размером (параметры: {values}).',
    'A unit of the first and of the second convolution sees a square of this many pixels a side: {values}.':
      'Нейрон первой и второй свёртки видит квадрат со стороной в столько пикселей: {values}.',
    'Parameters: {values}.': 'Параметры: {values}.',
    'Multiply-adds: {values}.': 'Умножений со сложением: {values}.',
    "The document's nets give larger kernels fewer filters, so that theirs shrink as kernels grow: what it says of parameters contradicts its own nets.":
      'В сетях документа у больших ядер меньше фильтров, и параметров с ростом ядра всё меньше: сказанное о параметрах противоречит его собственным сетям.',
    "The document's nets give larger kernels fewer filters, so that their work shrinks as kernels grow: what it says of computation contradicts its own nets.":
      'В сетях документа у больших ядер меньше фильтров, и вычислений с ростом ядра всё меньше: сказанное о вычислениях противоречит его собственным сетям.',
    'The first 1x1 convolution of {model} takes in {into} and gives out {out} channels.':
      'Первая свёртка 1x1 сети {model} принимает каналов: {into}, отдаёт: {out}.',
    'From the first convolution to the last it is {sizes} pixels wide; the image has {n}.':
      'От первой свёртки к последней оно шириной в {sizes} пикселей; у изображения {n}.',
    'These nets have the same number of parameters by choice.':
      'У этих сетей одно и то же число параметров по замыслу.',
    '{model} does not begin with a 1x1 convolution.': '{model} начинается не со свёртки 1x1.',
    'The layers of {model} were not listed.': 'Слои {model} не записаны.',
    'The layers of {model} were not recorded.': 'Слои {model} не записаны.',
    'The effective receptive fields of {model} were not measured.':
      'Эффективные рецептивные поля {model} не измерены.',
    'The feature maps of {model} were not recorded.': 'Карты признаков {model} не записаны.',

    '{values} parameters; the widths, which the document does not give, were chosen to meet its sizes.':
      'Параметров: {values}; ширина слоёв, которой документ не называет, подобрана под его размеры.',
    "The first convolution's mean absolute gradient is {least} to {most} of the last one's in {model}: it had vanished at {vanished} of {n} times, exploded at {exploded}.":
      'Средний модуль градиента первой свёртки {model} — от {least} до {most} градиента последней: затух в {vanished} из {n} моментов, взорвался в {exploded}.',
    'It is {least} to {most} of that of the first convolution of {model}.':
      'Это от {least} до {most} градиента первой свёртки {model}.',
    "The smallest mean absolute gradient of an inner convolution of {model} is {share} of the last one's, in the median over {n} times.":
      'Наименьший средний модуль градиента внутренней свёртки {model} — {share} градиента последней, в медиане по моментам ({n}).',
    "The mean absolute gradients of the convolutions of {model} are between {least} and {most} of the last one's, over {n} times.":
      'Средние модули градиентов свёрток {model} — от {least} до {most} градиента последней, по моментам ({n}).',
    "The networks of this preset have one size by choice, so {what} of the document's are not theirs.":
      'Сети этого пресета одного размера по замыслу, и {what} сетей документа к ним не относятся.',
    'An accuracy on synthetic images says nothing about one on MNIST.':
      'Точность на синтетических изображениях ничего не говорит о точности на MNIST.',
    'There are no gradients of two convolutions of {model}.': 'Нет градиентов двух свёрток {model}.',
    "The gradients of {model} in epoch {n} are not all finite, or the last convolution's is 0.":
      'Градиенты {model} в эпохе {n} не все конечны, или градиент последней свёртки равен 0.',
    '{model} has no convolution between the first and the last.':
      'У {model} нет свёрток между первой и последней.',
    'The gradients of {model} were not recorded.': 'Градиенты {model} не записаны.',
    'There is no run of {model}.': 'Нет запуска {model}.',
    'The document contradicts itself: its section 1.1 has a residual network as the worst on these images.':
      'Документ противоречит себе: в его разделе 1.1 остаточная сеть на этих изображениях худшая.',

    '{layer} gives [{shape}], {standard} [{other}].': '{layer} даёт [{shape}], {standard} — [{other}].',
    '{layer} and {standard}, {when}: {difference}.': '{layer} и {standard}, {when}: {difference}.',
    'In training the differences have a standard deviation of {value}.':
      'При обучении стандартное отклонение разностей равно {value}.',
    'The mask has the shape {shape}.': 'Форма маски: {shape}.',
    'All values are between {a} and {b}; over {n} initial kernels the medians are {low} for the smallest and {high} for the largest.':
      'Все значения между {a} и {b}; по начальным ядрам ({n}) медиана наименьших {low}, наибольших {high}.',
    "For an input of {input} the mask is {mask}, squeeze-and-excitation's gates are {gates}.":
      'При входе {input} маска — {mask}, коэффициенты squeeze-and-excitation — {gates}.',
    '{layer} took {n} times as long as {standard}.': 'Время {layer} относительно {standard}: {n}.',
    'It takes trained nets; in this preset nothing is trained.':
      'Нужны обученные сети; в этом пресете ничего не обучается.',
    'At exactly 0 the derivatives are {a} and {b}.': 'В точности в 0 производные равны {a} и {b}.',
    'The results lack {what}.': 'В результатах нет: {what}.',

    'Output {shape} (height, width, channels), {n} parameters.':
      'Выход {shape} (высота, ширина, каналы), параметров: {n}.',
    'That is at least {factor} times as many as each of the others.':
      'Это больше, чем у каждого из остальных, не менее чем в {factor} раза.',
    'Preset {preset} trains no nets of blocks, as the document, which reports single blocks only.':
      'Пресет {preset} не обучает сетей из блоков, как и документ, где речь только об отдельных блоках.',
    'The bottleneck block has {n} parameters, the basic one {m}.':
      'У bottleneck-блока параметров {n}, у базового {m}.',
    'The document contradicts itself: it gives {n} and {m} and calls the former fewer.':
      'Документ противоречит себе: он приводит {n} и {m} и называет первое меньшим.',
    'The standard deviation of the output is {low} to {high} in {n} of {all} draws of weights and input, and not finite in the others.':
      'Стандартное отклонение выхода — от {low} до {high} в {n} из {all} наборов весов и входа, в остальных не конечно.',
    'The standard deviation of the output is {low} to {high} in {n} of {all} draws of weights and input.':
      'Стандартное отклонение выхода — от {low} до {high} в {n} из {all} наборов весов и входа.',
    'No draw gave outputs that are all finite.':
      'Ни один набор весов и входа не дал только конечных выходов.',
    '{memory}, for {n} images.': '{memory}, на изображений: {n}.',
    'The {block} block was not measured.': 'Блок {block} не измерен.',

    '{layers} differ from their counterparts.': 'От аналогов отличаются: {layers}.',
    'Equal: {layers}.': 'Равны: {layers}.',
    'The document contradicts itself: in 3.1 the noisy convolution gives other values than the standard one.':
      'Документ противоречит себе: в 3.1 свёртка с шумом даёт не те значения, что стандартная.',
    'The document contradicts itself: in 1.1 loss and accuracy of ResidualCNN jump, and the loss of SimpleCNN does not.':
      'Документ противоречит себе: в 1.1 потери и точность ResidualCNN скачут, а потери SimpleCNN нет.',
    'The document contradicts itself: ResidualCNN is the worst model in 1.1, and below SimpleCNN in 1.2.':
      'Документ противоречит себе: ResidualCNN — худшая модель в 1.1 и ниже SimpleCNN в 1.2.',
    'So do all {n} runs; the lowest test accuracy is {accuracy}.':
      'Все запуски ({n}) таковы; наименьшая точность на тесте {accuracy}.',
    'Of {n} runs {poor} did not: {names}.': 'Из запусков ({n}) не таковы {poor}: {names}.',
    'No run of any study has ended.': 'Ни один запуск не окончен.',

    'The results do not say which test images {model} got right, and there are too few seeds.':
      'В результатах не сказано, какие тестовые изображения верно распознала {model}, а запусков слишком мало.',
    'It takes {n} epochs at least to tell; there are {m}.': 'Нужно эпох не менее {n}; есть {m}.',
    'The models to be compared have no finished runs.': 'У сравниваемых моделей нет законченных запусков.',
    '{model} and {other} have no finished runs from the same seed.':
      'У {model} и {other} нет законченных запусков с одним seed.',
    'How much a model varies from seed to seed takes {n} seeds at least; {model} has {m}.':
      'Чтобы судить о разбросе от запуска к запуску, их нужно не менее {n}; у {model} — {m}.',
    'No run of {model} finished.': 'Ни один запуск {model} не окончен.',

    // So general that all others come first.
    '{figure}: {value}.': '{figure}: {value}.',
  },
  parts: {
    '{n} of {m} steps between epochs': '{n} из {m} переходов между эпохами',
    'in {n} of {m} pairs ({which})': 'в {n} из {m} пар ({which})',
    'in {n} of {m} pairs': 'в {n} из {m} пар',
    '{model} of {other} in {study}, {rest}': '{model} против {other} в {study}, {rest}',
    '{model} of {other} in {study}': '{model} против {other} в {study}',

    'test accuracy': 'точность на тесте',
    'Test accuracy': 'Точность на тесте',
    'test loss': 'потери на тесте',
    'training time': 'время обучения',
    'Training time': 'Время обучения',
    'train minus test accuracy': 'точность на обучении минус точность на тесте',
    'Train minus test accuracy': 'Точность на обучении минус точность на тесте',
    'Mean test loss of the epochs': 'Средние по эпохам потери на тесте',
    'Largest rise of the test loss between epochs': 'Наибольший рост потерь на тесте между эпохами',
    'Effective receptive field of the second convolution': 'Эффективное рецептивное поле второй свёртки',
    "Correlation of the first activations with the image's edges":
      'Корреляция первых активаций с краями изображения',
    'Correlation of the first activations with the image': 'Корреляция первых активаций с изображением',
    'Correlation of the last activations with the image': 'Корреляция последних активаций с изображением',
    'Share of the picture where the first activations answer':
      'Доля изображения, где отвечают первые активации',

    '{some}; {more}': '{some}; {more}',
    '{layer} by up to {a} in training and {b} in inference': '{layer} — до {a} при обучении и {b} вне его',
    '{block} {weights} of weights and {rest} for the backward pass':
      '{block}: веса {weights}, для обратного прохода {rest}',
    "Welch's t-test over the seeds": 'по t-критерию Уэлча по запускам',
    '{test}, one seed': '{test}, один запуск',
    '{test}, each of {n} seeds': '{test}, каждый из запусков ({n})',
    "McNemar's test over the test images with room for the seed":
      'по критерию Макнемара по тестовым изображениям с поправкой на seed',
    "Welch's t-test over the logarithms of the epochs' seconds, beyond a tenth":
      'по t-критерию Уэлча по логарифмам секунд эпох, сверх десятой доли',
    'the binomial errors of the four accuracies': 'по биномиальным погрешностям четырёх точностей',
    'the paired t-test over the epochs with room for the seed':
      'по парному t-критерию по эпохам с поправкой на seed',
    "Welch's t-test over the rises between epochs": 'по t-критерию Уэлча по приростам между эпохами',

    '{model} {a} and {b}, {rest}': '{model} {a} и {b}, {rest}',
    '{model} {a} and {b}': '{model} {a} и {b}',
    'in inference': 'вне обучения',
    'in training': 'при обучении',
    'gradient of the input': 'градиент входа',
    'equal, the largest difference is {value}': 'равны, наибольшее отличие {value}',
    'not equal, the largest difference is {value}': 'не равны, наибольшее отличие {value}',
    'the sizes': 'размеры',
    'the accuracies': 'точности',
  },
  units: { points: 'п. п.', pixels: 'пикселей', min: 'мин', s: 'с', MB: 'МБ', M: 'млн' },
};
