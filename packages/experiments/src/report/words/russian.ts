import { VERDICTS } from '../count-verdicts.js';
import { russianPlural } from './plural.js';
import type { ReportWords } from './report-words.js';

const verdicts = { supported: 'подтверждено', refuted: 'опровергнуто', inconclusive: 'не решено' } as const;

export const russian: ReportWords = {
  title: 'Отчёт ConvStudy',
  subtitle: (presets, date, status) =>
    `${presets.length === 1 ? 'Пресет' : 'Пресеты'} ${presets.join(', ')}, ${date}, ${statuses[status]}`,
  footer: 'Составлено программой convstudy по results.json; `convstudy report` составит отчёт заново.',
  allStudies: 'Все исследования',
  ownPage: 'Это исследование отдельной страницей',
  headings: {
    conclusions: 'Выводы',
    claims: 'Утверждения и вердикты',
    question: 'Вопрос',
    setUp: 'Условия',
    evidence: 'Данные',
    results: 'Результаты',
    conclusion: 'Вывод',
    reconstructed: 'Что восстановлено',
    notControlled: 'Что не уравнено',
    machine: 'Машина и версии',
  },
  numbers: {
    points: (difference) => `${(100 * difference).toFixed(2)} п. п.`,
    seconds: (value) => {
      if (value < 100) return `${value.toFixed(1)} с`;
      const whole = Math.round(value);
      return `${Math.floor(whole / 60)} мин ${whole % 60} с`;
    },
  },
  conclusions: {
    counts: (counts) => {
      const total = VERDICTS.reduce((sum, verdict) => sum + counts[verdict], 0);
      const of = russianPlural(total, 'утверждения', 'утверждений', 'утверждений');
      return `Из ${total} ${of} документа ${VERDICTS.map((verdict) => `${verdicts[verdict]} ${counts[verdict]}`).join(', ')}.`;
    },
    shortCounts: (counts) =>
      VERDICTS.map((verdict) => `${verdicts[verdict]} — ${counts[verdict]}`).join(', '),
    construction: (count) =>
      `${count} из них ${russianPlural(count, 'решается', 'решаются', 'решаются')} устройством сетей, которого обучение не меняет.`,
    synthetic: (names) =>
      `Судилось по данным, которых в документе нет (${names.join(', ')}): такие вердикты показывают, как решаются утверждения, а не верны ли они.`,
    lists: {
      supported: (count) => `Подтверждено (${count}):`,
      refuted: (count) => `Опровергнуто (${count}):`,
      inconclusive: (count) => `Не решено (${count}) и почему:`,
    },
    refutedOf: 'Опровергнуто:',
    contradictions: 'Где документ противоречит себе:',
    against: 'и',
    verdicts,
  },
  facts: {
    data: 'Данные',
    images: 'Изображения',
    imageCounts: (train, test) => `${train} для обучения, ${test} для теста`,
    sha256: 'SHA-256 данных',
    asPublished: 'Как опубликованы',
    published: { yes: 'да, по контрольным суммам', no: 'нет: другие контрольные суммы' },
    preset: 'Пресет',
    epochs: 'Эпохи',
    batchSize: 'Размер пакета',
    optimiser: 'Оптимизатор',
    adam: (learningRate) =>
      `Adam, скорость обучения ${learningRate}, epsilon 1e-8; кросс-энтропия по логитам`,
    seeds: (count) => (count === 1 ? 'Начальное число (seed)' : 'Начальные числа (seed)'),
    date: 'Дата',
    processor: 'Процессор',
    cores: (cpu, cores) => `${cpu}, ${cores} ${russianPlural(cores, 'ядро', 'ядра', 'ядер')}`,
    platform: 'Платформа',
    backend: 'Бэкенд',
    threads: 'Потоки',
    jobs: 'Моделей одновременно',
    modelsAtATime: (jobs) => `${jobs}, поэтому время — не то, за которое модель обучается одна`,
    wideVectors: 'Широкие векторы',
    switched: { on: 'включены', off: 'выключены' },
    nothingTrained: 'в этом пресете ничего не обучается',
  },
  findings: {
    accuracy: (ranking) => `Точность на тесте после последней эпохи, по убыванию: ${ranking}.`,
    time: (ranking, slowest, factor, fastest) =>
      `Время обучения, по возрастанию: ${ranking}; ${slowest} обучается в ${factor} ${timesForm(factor)} дольше, чем ${fastest}.`,
    gap: (ranking) => `Разрыв между точностью на обучении и на тесте, по возрастанию: ${ranking}`,
    unfinished: ({ model, seed, message }, status, epochs) =>
      `${model}, seed ${seed}: ${runStatuses[status]}${message ? ` (${message})` : ''}; ${russianPlural(epochs, 'показана', 'показаны', 'показано')} ${epochs} ${russianPlural(epochs, 'законченная эпоха', 'законченные эпохи', 'законченных эпох')}.`,
  },
  tables: {
    models: 'Модели.',
    model: 'Модель',
    layers: 'Слои',
    results:
      'Законченные запуски. Точности и разрыв измерены с последними весами; время обучения — без оценки.',
    meansOverSeeds: 'Среднее по запускам ± выборочное стандартное отклонение.',
    seeds: 'Запуски',
    parameters: 'Параметры',
    multiplyAdds: 'Умножений-сложений на изображение',
    testAccuracy: 'Точность на тесте (%)',
    bestEpoch: 'Лучшая эпоха (%)',
    gap: 'Обучение минус тест (п. п.)',
    training: 'Обучение (с)',
    inference64: 'Вывод (мс на изображение, пакет 64)',
    inference1: 'Вывод (мс, пакет 1)',
  },
  figures: {
    loss: {
      title: 'Потери по эпохам',
      caption:
        'Потери на обучающих и тестовых изображениях по эпохам. На обучении — текущее среднее, пока веса меняются и действует dropout; на тесте — оценка после эпохи.',
    },
    accuracy: {
      title: 'Точность по эпохам',
      caption:
        'Точность на обучающих и тестовых изображениях по эпохам. На обучении — текущее среднее, пока веса меняются и действует dropout; на тесте — оценка после эпохи.',
    },
    trainedOn: (data, train, test) => `${data}: ${train} для обучения, ${test} для теста`,
    comparison: {
      title: 'Точность, время и размер моделей',
      caption:
        'Точность на тесте с последними весами, секунды обучения без оценки, обучаемые параметры и время прямого прохода на изображение в пакете из 64.',
      panels: {
        accuracy: 'Точность на тесте (%)',
        time: 'Время обучения (с)',
        parameters: 'Обучаемые параметры',
        inference: 'Вывод (мс на изображение)',
      },
    },
    seeds: {
      title: 'Точность каждого запуска',
      caption:
        'Точность на тесте с последними весами: точка на каждый запуск, среднее и его 95 % доверительный интервал.',
      value: 'Точность на тесте (%)',
    },
  },
  analyses: {
    seed: (seed) => `, seed ${seed}`,
    classes: {
      title: 'Точность по классам',
      caption: (seed) =>
        `Доля тестовых изображений каждого класса, узнанных каждой моделью с последними весами${seed}.`,
    },
    confusion: {
      title: (model) => `Матрица ошибок: ${model}`,
      caption: (model, seed) => `За что ${model} принимает тестовые изображения с последними весами${seed}.`,
    },
    gradients: {
      title: 'Градиент по слоям',
      caption: (images, seed) =>
        `Градиент потерь на первых ${images} обучающих изображениях по слоям, до обучения (эпоха 0) и после каждой эпохи${seed}: среднее абсолютное значение и евклидова норма.`,
    },
    weights: {
      title: (model) => `Веса: ${model}`,
      caption: (model, seed) =>
        `Веса ядер каждого слоя, ${model}, до обучения (эпоха 0) и после каждой эпохи${seed}. Интервалы слоя одни во всех эпохах; что выходит за них, сосчитано в крайних.`,
    },
  },
  syntheticData: (name) =>
    `Обучено на данных «${name}», изображениях, вычисленных этой программой: числа показывают, что всё работает и как модели сравниваются на лёгкой задаче. О настоящих данных они не говорят ничего.`,
  unverifiedData: (name) =>
    `${name}: файлы — копия, контрольные суммы которой не совпадают с опубликованными, из папки, указанной пользователем. Числа верны для этой копии.`,
  reconstructed: 'В документе этого нет, поэтому выбрано здесь:',
  notControlled: 'Чем ещё может объясняться различие:',
  oneSeed: 'Один запуск (seed): различия меньше тех, что дал бы другой seed, ничего не значат.',
  noFinishedRun: 'Ни один запуск не закончен.',
};

/** 3.2 раза, 10 раз, 22 раза */
function timesForm(factor: string): string {
  return factor.includes('.') ? 'раза' : russianPlural(Number(factor), 'раз', 'раза', 'раз');
}

const statuses = {
  running: 'выполняется',
  finished: 'завершено',
  interrupted: 'прервано',
  failed: 'с ошибками',
} as const;

const runStatuses = { interrupted: 'прерван', diverged: 'разошёлся', failed: 'не удался' } as const;
