import type { StudyTranslation } from '../define-study.js';

/** The study's texts in Russian. */
export const russian: StudyTranslation = {
  Depth: 'Глубина',
  'What does a convolutional network for handwritten digits gain from more layers, do its gradients vanish on the way to the first ones, and what do shortcuts change about it?':
    'Что дают свёрточной сети для рукописных цифр дополнительные слои, затухают ли её градиенты на пути к первым слоям, и что меняют в этом обходные связи?',
  'The widths of all layers: the document gives the number of convolutions and a rounded size.':
    'Ширина всех слоёв: документ называет число свёрток и округлённый размер.',
  'How deep the residual network is: seven convolutions as in section 1.1, and four more to meet the size.':
    'Глубина остаточной сети: семь свёрток, как в разделе 1.1, и ещё четыре, чтобы сошёлся размер.',
  'Batch size 64 and Adam at 1e-3: the document names neither.':
    'Размер пакета 64 и Adam с шагом 1e-3: документ не называет ни того, ни другого.',
  'The order of the training images and the initial weights: the document fixes no seed.':
    'Порядок обучающих изображений и начальные веса: документ не задаёт seed.',
  'In the quick and document presets the networks differ in parameters and multiply-adds by far more than in depth; the matched preset gives all of them the same number of parameters, at which deeper ones still take more multiply-adds.':
    'В пресетах quick и document сети различаются числом параметров и умножений намного сильнее, чем глубиной; в пресете matched параметров у всех поровну, но умножений у глубоких всё равно больше.',
  'Times depend on the widths, which were chosen here, and on how well each layer is implemented on this machine.':
    'Время зависит от ширины слоёв, выбранной здесь, и от того, насколько хорошо каждый слой реализован на этой машине.',
  'The residual network has batch normalisation, the plain ones have none; the matched preset has a plain one with it, so that what shortcuts do can be told from what normalisation does.':
    'У остаточной сети есть пакетная нормализация, у простых нет; в пресете matched есть и простая с нормализацией, чтобы отличить действие обходных связей от действия нормализации.',
  'One learning rate and few epochs for all; a network that would do better with others is at a loss.':
    'Одна скорость обучения и немного эпох на всех: сеть, которой подошли бы другие, проигрывает.',
  'The matched preset trains on the first 10,000 images only.':
    'Пресет matched обучает только на первых 10 000 изображений.',
  'The networks have 2, 4, 6 or more convolutions and about 100 thousand, about 2 million and over 3 million parameters; the residual one has about 200 thousand. About: within 25 %.':
    'В сетях 2, 4, 6 или более свёрток и около 100 тысяч, около 2 миллионов и более 3 миллионов параметров; в остаточной около 200 тысяч. «Около» — в пределах 25 %.',
  'The shallow network trains quickly: faster than each of the others.':
    'Неглубокая сеть обучается быстро: быстрее каждой из остальных.',
  "The shallow network's accuracy is good by epoch 2: at least 98 %, half a point below what the document has in the end, beyond the binomial error.":
    'Точность неглубокой сети хороша уже ко 2-й эпохе: не менее 98 %, на полпункта ниже итоговой в документе, с запасом на биномиальную погрешность.',
  'The shallow network gets about 98.5 % of the test images right: within 0.2 points; further off by more than the binomial error refutes it.':
    'Неглубокая сеть верно распознаёт около 98,5 % тестовых изображений: в пределах 0,2 п. п.; отклонение больше этого и биномиальной погрешности опровергает.',
  "The shallow network's gradients stay stable and do not vanish: before training and after every epoch the mean absolute gradient of its first convolution is between 1 % of the last one's and 100 times it.":
    'Градиенты неглубокой сети стабильны и не затухают: до обучения и после каждой эпохи средний модуль градиента первой свёртки составляет от 1 % градиента последней до 100-кратного.',
  "The shallow network's feature maps show edges and simple shapes. Stands for it: the maps of its first convolution have a mean correlation with the image's gradient of 0.5 or more; refuted below 0.3.":
    'Карты признаков неглубокой сети выделяют края и простые формы. Вместо этого проверяется: средняя корреляция карт первой свёртки с градиентом изображения не ниже 0,5; ниже 0,3 — опровергнуто.',
  'The medium network trains noticeably slower than the shallow one: it takes 1.5 times as long or longer.':
    'Средняя сеть обучается заметно медленнее неглубокой: в 1,5 раза дольше или больше.',
  'The medium network is slightly more accurate than the shallow one: by less than half a point, but beyond the noise.':
    'Средняя сеть немного точнее неглубокой: меньше чем на полпункта, но сильнее шума.',
  'The medium network gets about 98.7 % of the test images right: within 0.2 points; further off by more than the binomial error refutes it.':
    'Средняя сеть верно распознаёт около 98,7 % тестовых изображений: в пределах 0,2 п. п.; отклонение больше этого и биномиальной погрешности опровергает.',
  "The medium network's gradients begin to weaken in the inner layers, but not critically: the smallest mean absolute gradient of its second and third convolution is below half the last one's, but not below 1 % of it, in the median over the time before training and after every epoch.":
    'Градиенты средней сети начинают ослабевать во внутренних слоях, но не критично: наименьший средний модуль градиента второй и третьей свёртки ниже половины градиента последней, но не ниже 1 %, в медиане по моментам до обучения и после каждой эпохи.',
  'The deep network takes considerably longer to train than the shallow and the medium one: 1.5 times as long as each or longer.':
    'Глубокая сеть обучается значительно дольше неглубокой и средней: в 1,5 раза дольше каждой или больше.',
  'The deep network is less accurate than each of the others.':
    'Глубокая сеть менее точна, чем каждая из остальных.',
  'The deep network gets 97.2 % of the test images right: within 0.2 points; further off by more than the binomial error refutes it.':
    'Глубокая сеть верно распознаёт 97,2 % тестовых изображений: в пределах 0,2 п. п.; отклонение больше этого и биномиальной погрешности опровергает.',
  "The gradients of the deep network's first layers vanish: the mean absolute gradient of its first convolution is below 1 % of the last one's, and of the shallow network's first one, at over half of the times, before training and after every epoch; never refutes it. If one of the two holds and the other does not, nothing is decided.":
    'Градиенты первых слоёв глубокой сети затухают: средний модуль градиента первой свёртки ниже 1 % градиента последней и ниже 1 % градиента первой свёртки неглубокой сети более чем в половине моментов, до обучения и после каждой эпохи; если ни разу — опровергнуто. Если верно только одно из двух, ничего не решено.',
  "The deep network's early feature maps lose clarity. Stands for it: the maps of its first convolution keep less fine detail than the shallow network's, which have at least 1.1 times as much.":
    'Ранние карты признаков глубокой сети теряют чёткость. Вместо этого проверяется: в картах первой свёртки меньше мелких деталей, чем у неглубокой сети, где их не менее чем в 1,1 раза больше.',
  'The residual network trains faster than the deep one.': 'Остаточная сеть обучается быстрее глубокой.',
  'The residual network is more accurate than each of the others.':
    'Остаточная сеть точнее каждой из остальных.',
  'The residual network gets 99.1 % of the test images right: within 0.2 points; further off by more than the binomial error refutes it.':
    'Остаточная сеть верно распознаёт 99,1 % тестовых изображений: в пределах 0,2 п. п.; отклонение больше этого и биномиальной погрешности опровергает.',
  "Skip connections let gradients pass without much weakening, and they stay stable in the deepest parts: before training and after every epoch the mean absolute gradient of every convolution in line is between 10 % of the last one's and 100 times it.":
    'Обходные связи пропускают градиенты без значительного ослабления, и те стабильны даже в самых глубоких частях: до обучения и после каждой эпохи средний модуль градиента каждой свёртки главного пути составляет от 10 % градиента последней до 100-кратного.',
  "The residual network's feature maps stay informative and clear. Stands for it: the maps of its first convolution keep at least 0.9 times the fine detail of the shallow network's, and those of its last convolution correlate with the images at least 0.9 times as much as the deep network's; below 0.75 times refutes it.":
    'Карты признаков остаточной сети сохраняют информативность и чёткость. Вместо этого проверяется: в картах первой свёртки не менее 0,9 мелких деталей неглубокой сети, а карты последней коррелируют с изображениями не менее чем на 0,9 от глубокой сети; ниже 0,75 — опровергнуто.',
};
