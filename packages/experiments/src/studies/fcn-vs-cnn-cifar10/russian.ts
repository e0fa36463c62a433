import type { StudyTranslation } from '../define-study.js';
import { russianNotes } from '../fcn-vs-cnn/russian-notes.js';

/** The study's texts in Russian. */
export const russian: StudyTranslation = {
  ...russianNotes,
  'Fully connected against convolutional networks on CIFAR-10': 'Полносвязная сеть и свёрточные на CIFAR-10',
  'How do a fully connected network, a plain CNN and a residual CNN compare on small colour photographs: in accuracy, in how far they overfit, in the time they take to train, and in which classes they mistake for which?':
    'Как соотносятся полносвязная сеть, простая свёрточная и остаточная на небольших цветных фотографиях: по точности, по переобучению, по времени обучения и по тому, какие классы за какие они принимают?',
  'Ten epochs, as in section 1.1: the document gives no number for this section.':
    'Десять эпох, как в разделе 1.1: для этого раздела документ числа не называет.',
  'Only SimpleCNN uses dropout, only ResidualCNN batch normalisation: how far they overfit depends on both.':
    'Только у SimpleCNN есть dropout, только у ResidualCNN — пакетная нормализация: переобучение зависит от обоих.',
  "FCN's test loss is higher than on MNIST.": 'Потери FCN на тесте выше, чем на MNIST.',
  "FCN's test loss hardly follows its training loss: at the end it is over 1.5 times as high, both evaluated.":
    'Потери FCN на тесте почти не следуют за потерями на обучении: в конце более чем в 1,5 раза выше, те и другие — по оценке.',
  "FCN's test loss rises: it ends 10 % or more above its smallest.":
    'Потери FCN на тесте растут: в конце на 10 % и более выше наименьших.',
  "FCN's test accuracy is lower than on MNIST.": 'Точность FCN на тесте ниже, чем на MNIST.',
  "FCN's test accuracy begins to fall over the second half of the epochs.":
    'Точность FCN на тесте начинает падать во второй половине эпох.',
  'FCN trains fastest again.': 'FCN снова обучается быстрее всех.',
  'SimpleCNN is more accurate than FCN.': 'SimpleCNN точнее FCN.',
  "SimpleCNN's test accuracy is closer to its training accuracy than FCN's.":
    'Точность SimpleCNN на тесте ближе к точности на обучении, чем у FCN.',
  'ResidualCNN is more accurate than FCN.': 'ResidualCNN точнее FCN.',
  'ResidualCNN is less accurate than SimpleCNN.': 'ResidualCNN менее точна, чем SimpleCNN.',
  "At first ResidualCNN's test loss is as its training loss: within 10 % in one of the first three epochs.":
    'Сначала потери ResidualCNN на тесте такие же, как на обучении: в одной из первых трёх эпох отличаются не более чем на 10 %.',
  "Later ResidualCNN's results become noticeably worse: its test loss ends 10 % or more above its smallest.":
    'Потом результаты ResidualCNN заметно ухудшаются: потери на тесте в конце на 10 % и более выше наименьших.',
  'ResidualCNN trains slowest again.': 'ResidualCNN снова обучается дольше всех.',
  'The models are most often wrong about class 3 (cat), on average over the three.':
    'Модели чаще всего ошибаются в классе 3 (кошка), в среднем по трём.',
  'Class 3 (cat) is most often taken for class 5 (dog), on average over the three.':
    'Класс 3 (кошка) чаще всего принимают за класс 5 (собака), в среднем по трём.',
  'The models recognise the classes more or less steadily. Stands for it: in every model each class is taken for itself more often than for any other.':
    'Модели более или менее стабильно узнают классы. Вместо этого проверяется: в каждой модели каждый класс принимают за него самого чаще, чем за любой другой.',
  'The lowest and the highest weights change more than the others: in most layers and epochs the lowest and the highest hundredth of a layer moved further on average than all between.':
    'Наименьшие и наибольшие веса меняются сильнее остальных: в большинстве слоёв и эпох нижняя и верхняя сотые доли весов слоя сдвинулись в среднем дальше всех между ними.',
  'The training images are not augmented, but for the one net of preset matched that shows what augmentation does.':
    'Обучающие изображения не изменяются, кроме одной сети пресета matched, которая показывает, что даёт аугментация.',
  'Augmentation improves classification: trained on random crops and flips of the images, SimpleCNN is more accurate.':
    'Аугментация улучшает классификацию: обученная на случайных сдвигах и отражениях изображений, SimpleCNN точнее.',
  'Augmentation improves resistance to overfitting: trained on random crops and flips of the images, SimpleCNN has a smaller gap between training and test accuracy, both on unchanged images.':
    'Аугментация улучшает устойчивость к переобучению: у SimpleCNN, обученной на случайных сдвигах и отражениях, разрыв между точностью на обучении и на тесте меньше, та и другая — на неизменённых изображениях.',
};
