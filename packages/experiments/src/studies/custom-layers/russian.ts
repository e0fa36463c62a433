import type { StudyTranslation } from '../define-study.js';

/** The study's texts in Russian. */
export const russian: StudyTranslation = {
  'Custom layers': 'Собственные слои',
  'Do the custom layers compute what the standard ones do, how long do they take, and what does a CNN gain or lose with each of them?':
    'Вычисляют ли собственные слои то же, что стандартные, сколько времени им нужно, и что с каждым из них приобретает или теряет свёрточная сеть?',
  'The channels that attention and the activation look at: 16, as many as the convolution before them makes. The document names none.':
    'Число каналов, на которые смотрят внимание и активация: 16, сколько даёт свёртка перед ними. В документе оно не названо.',
  'The standard attention mechanism: squeeze-and-excitation. The document names none.':
    'Стандартный механизм внимания: squeeze-and-excitation. В документе он не назван.',
  'The standard deviation of the noise: 0.1. The document gives none.':
    'Стандартное отклонение шума: 0,1. В документе его нет.',
  'The custom layers are those of @convstudy/layers-custom; the document does not show its own.':
    'Слои взяты из @convstudy/layers-custom: своих слоёв документ не показывает.',
  'Where the size of its output divides that of its input, the adaptive pooling layer calls the pooling that the standard one calls, and the noisy convolution without noise is the standard one: equal values are no surprise.':
    'Где размер выхода делит размер входа, адаптивный пулинг вызывает ту же операцию, что и стандартный, а свёртка без шума и есть стандартная: равенство значений там не удивительно.',
  'Times are those of one machine and backend, with the random numbers made in JavaScript in them.':
    'Время измерено на одной машине и одном бэкенде, вместе со случайными числами, которые получает JavaScript.',
  'Attention adds weights of its own: 98 for spatial, 148 for channel attention.':
    'Внимание добавляет собственные веса: пространственное 98, канальное 148.',
  'Noise, masks and dropout stand in one place of the net each; another place might do more.':
    'Шум, маски и dropout стоят в сети каждый на одном месте; на другом они могли бы дать больше.',
  'The outputs of the noisy convolution and of the adaptive pooling layer have the shapes of the standard ones.':
    'Выходы свёртки с шумом и адаптивного пулинга имеют форму выходов стандартных слоёв.',
  "In training the noisy convolution's values differ from the standard one's with the same weights, by the rule of torch.allclose.":
    'При обучении значения свёртки с шумом отличаются от значений стандартной с теми же весами, по правилу torch.allclose.',
  "It is the noise that makes them differ: without it, in inference, the values are equal, and in training the differences have the noise's standard deviation, 0.1, within 2 %.":
    'Отличаются они из-за шума: без него, вне обучения, значения равны, а при обучении стандартное отклонение разностей равно стандартному отклонению шума, 0,1, с точностью до 2 %.',
  "The attention mask has one channel and the image's size: [1, 1, 32, 32], with the channels last [1, 32, 32, 1].":
    'У маски внимания один канал и размер изображения: [1, 1, 32, 32], при каналах на последнем месте [1, 32, 32, 1].',
  "The mask's values are in the sigmoid's range, from about 0.3 to about 0.8: all are between 0 and 1, and over the initial kernels the median of the smallest is within 0.1 of 0.30 and that of the largest within 0.1 of 0.80.":
    'Значения маски лежат в диапазоне сигмоиды, от примерно 0,3 до примерно 0,8: все между 0 и 1, и по начальным ядрам медиана наименьших отстоит от 0,30 не более чем на 0,1, медиана наибольших — не более чем на 0,1 от 0,80.',
  'Unlike standard mechanisms it looks at spatial features only: it has a value for each pixel, the same for all channels, where squeeze-and-excitation has one for each channel.':
    'В отличие от стандартных механизмов внимание смотрит только на пространственные признаки: у него одно значение на пиксель, общее для всех каналов, а у squeeze-and-excitation — одно на канал.',
  "Spatial attention is faster than a standard mechanism: its mask takes less time than squeeze-and-excitation's gates, forward and backward together. Ratios within 10 % of 1 decide nothing.":
    'Пространственное внимание быстрее стандартного механизма: маска требует меньше времени, чем коэффициенты squeeze-and-excitation, прямой и обратный проход вместе. Отношения в пределах 10 % от 1 ничего не решают.',
  'But it is less informative: a net with spatial attention has a lower test accuracy than the same net with squeeze-and-excitation.':
    'Но оно менее информативно: сеть с пространственным вниманием распознаёт тестовые изображения хуже, чем та же сеть с squeeze-and-excitation.',
  "CustomReLU gives the standard ReLU's values, by the rule of torch.allclose.":
    'CustomReLU даёт те же значения, что и стандартный ReLU, по правилу torch.allclose.',
  'Only the way of computing gradients differs: wherever the input is not exactly 0, the gradients are equal.':
    'Отличается только способ вычисления градиентов: всюду, где вход не равен в точности 0, градиенты равны.',
  "The pooling layer gives the standard one's values, by the rule of torch.allclose.":
    'Слой пулинга даёт те же значения, что и стандартный, по правилу torch.allclose.',
  'It performs as well: forward and backward together it takes at most 1.25 times as long as the standard one. Ratios within 10 % of that decide nothing.':
    'По производительности он эквивалентен: прямой и обратный проход вместе длятся не более чем в 1,25 раза дольше, чем у стандартного. Отношения в пределах 10 % от этого ничего не решают.',
};
