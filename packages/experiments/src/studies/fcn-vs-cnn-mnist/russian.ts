import type { StudyTranslation } from '../define-study.js';
import { russianNotes } from '../fcn-vs-cnn/russian-notes.js';

/** The study's texts in Russian. */
export const russian: StudyTranslation = {
  ...russianNotes,
  'Fully connected against convolutional networks on MNIST': 'Полносвязная сеть и свёрточные на MNIST',
  'How do a fully connected network, a plain CNN and a residual CNN compare on handwritten digits: in accuracy, in how far they overfit, in the time they take to train?':
    'Как соотносятся полносвязная сеть, простая свёрточная и остаточная на рукописных цифрах: по точности, по переобучению, по времени обучения?',
  'FCN and SimpleCNN use dropout, ResidualCNN does not; FCN and ResidualCNN use batch normalisation, SimpleCNN does not.':
    'У FCN и SimpleCNN есть dropout, у ResidualCNN нет; у FCN и ResidualCNN есть пакетная нормализация, у SimpleCNN нет.',
  "FCN's test loss jumps: it rises by over 5 % between epochs, more than once.":
    'Потери FCN на тесте скачут: не раз растут между эпохами более чем на 5 %.',
  "FCN's test loss is largest in epoch 4.": 'Потери FCN на тесте наибольшие в 4-й эпохе.',
  'Over the epochs FCN has the lowest test loss of the three.':
    'За все эпохи потери на тесте наименьшие у FCN.',
  "FCN's test accuracy grows over the second half of the epochs.":
    'Точность FCN на тесте растёт во второй половине эпох.',
  "FCN's accuracy would grow further with more epochs. Stands for it: the best test accuracy is that of the last epoch.":
    'Точность FCN росла бы и дальше. Вместо этого проверяется: лучшая точность на тесте — в последней эпохе.',
  'FCN trains fastest.': 'FCN обучается быстрее всех.',
  'SimpleCNN has the highest test accuracy.': 'У SimpleCNN наибольшая точность на тесте.',
  "SimpleCNN's test loss does not jump: it never rises by over 5 % between epochs.":
    'Потери SimpleCNN на тесте не скачут: ни разу не растут между эпохами более чем на 5 %.',
  "SimpleCNN's test loss is still small after the last epoch: below that of the first.":
    'Потери SimpleCNN на тесте после последней эпохи ещё малы: меньше, чем после первой.',
  "SimpleCNN's test loss begins to rise over the second half of the epochs.":
    'Потери SimpleCNN на тесте начинают расти во второй половине эпох.',
  "SimpleCNN's test accuracy still grows over the second half of the epochs.":
    'Точность SimpleCNN на тесте ещё растёт во второй половине эпох.',
  "SimpleCNN's test accuracy is very close to its training accuracy: within 1 point.":
    'Точность SimpleCNN на тесте очень близка к точности на обучении: в пределах 1 п. п.',
  'The gap between training and test accuracy is larger for FCN than for SimpleCNN.':
    'Разрыв между точностью на обучении и на тесте у FCN больше, чем у SimpleCNN.',
  "FCN's gap between training and test accuracy is not large either: within 3 points.":
    'Разрыв между точностью на обучении и на тесте и у FCN невелик: в пределах 3 п. п.',
  'SimpleCNN takes little longer than FCN: at most twice as long.':
    'SimpleCNN обучается немногим дольше FCN: не более чем вдвое.',
  'ResidualCNN has the lowest test accuracy.': 'У ResidualCNN наименьшая точность на тесте.',
  "ResidualCNN's test loss jumps: it rises by over 5 % between epochs, more than once.":
    'Потери ResidualCNN на тесте скачут: не раз растут между эпохами более чем на 5 %.',
  "ResidualCNN's test loss ends with a considerable rise: 10 % or more above its smallest.":
    'Потери ResidualCNN на тесте в конце заметно растут: на 10 % и более выше наименьших.',
  "ResidualCNN's test loss is largest in epoch 4, as FCN's is.":
    'Потери ResidualCNN на тесте наибольшие в 4-й эпохе, как и у FCN.',
  "ResidualCNN's largest test loss is larger than FCN's.":
    'Наибольшие потери на тесте у ResidualCNN больше, чем у FCN.',
  "ResidualCNN's test accuracy jumps: it falls beyond the noise between epochs, more than once.":
    'Точность ResidualCNN на тесте скачет: не раз падает между эпохами сильнее шума.',
  "ResidualCNN's test accuracy falls over the second half of the epochs.":
    'Точность ResidualCNN на тесте падает во второй половине эпох.',
  'ResidualCNN takes much longer than each of the others: at least three times as long.':
    'ResidualCNN обучается намного дольше каждой из остальных: не менее чем втрое.',
  'ResidualCNN takes about 10 times as long as the fastest: 7 to 14 times.':
    'ResidualCNN обучается примерно в 10 раз дольше самой быстрой: в 7–14 раз.',
};
