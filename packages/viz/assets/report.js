// @ts-check
/* global document, window, vega, vegaLite, matchMedia, localStorage, structuredClone, clearTimeout, ResizeObserver, IntersectionObserver, Blob, Response, Option, atob */
// What a report does in the browser: theme, sorting, filters, interactive charts. Without it the report is complete but still.
(() => {
  const root = document.documentElement;
  const packed = document.getElementById('report-data').textContent;

  themeButton();
  document.querySelectorAll('table.sortable').forEach(sortable);
  document.querySelectorAll('.claims-block').forEach(filterable);
  // A browser that cannot unpack them shows the still pictures.
  if (packed && window.DecompressionStream) {
    void unpack(packed).then((data) => {
      charts(data);
      document.querySelectorAll('button.download').forEach((button) => downloadable(button, data));
    });
  }

  function unpack(base64) {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new window.DecompressionStream('gzip'));
    return new Response(stream).json();
  }

  function themeButton() {
    const key = 'convstudy-report-theme';
    const button = document.getElementById('report-theme');
    const system = matchMedia('(prefers-color-scheme: dark)');
    const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : system.matches);
    const label = () => {
      button.textContent = isDark() ? button.dataset.light : button.dataset.dark;
    };
    try {
      const saved = localStorage.getItem(key);
      if (saved === 'dark' || saved === 'light') root.dataset.theme = saved;
    } catch {
      // Some browsers keep no storage for files; the choice then lasts as long as the page.
    }
    button.hidden = false;
    label();
    system.addEventListener('change', label);
    button.addEventListener('click', () => {
      root.dataset.theme = isDark() ? 'light' : 'dark';
      try {
        localStorage.setItem(key, root.dataset.theme);
      } catch {
        // As above.
      }
      label();
    });
  }

  function sortable(table) {
    const headings = [...table.tHead.rows[0].cells];
    const body = table.tBodies[0];
    if (body.rows.length < 2) return;
    const numbers = new Intl.Collator(root.lang, { numeric: true });
    headings.forEach((heading, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = heading.textContent;
      heading.replaceChildren(button);
      button.addEventListener('click', () => {
        const ascending = heading.getAttribute('aria-sort') !== 'ascending';
        headings.forEach((other) => other.removeAttribute('aria-sort'));
        heading.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
        const rows = [...body.rows].map((row) => ({ row, value: valueOf(row.cells[column]) }));
        rows.sort((a, b) => {
          // Missing values stay last, whichever way.
          if (a.value === null || b.value === null)
            return Number(a.value === null) - Number(b.value === null);
          const order =
            typeof a.value === 'number' && typeof b.value === 'number'
              ? a.value - b.value
              : numbers.compare(String(a.value), String(b.value));
          return ascending ? order : -order;
        });
        body.append(...rows.map(({ row }) => row));
      });
    });
  }

  /** The counts of verdicts become buttons that show the claims of one verdict, or all; beside them those of one section. */
  function filterable(block) {
    const counts = block.querySelector('.verdict-counts');
    const rows = [...block.querySelectorAll('tbody tr')];
    if (rows.length < 2) return;
    const buttons = [];
    const chosen = { verdict: null, section: null };
    const update = () => {
      rows.forEach((row) => {
        row.hidden = Object.entries(chosen).some(
          ([kind, value]) => value !== null && row.dataset[kind] !== value,
        );
      });
      buttons.forEach((button) =>
        button.setAttribute('aria-pressed', String((button.dataset.verdict ?? null) === chosen.verdict)),
      );
    };
    const show = (verdict) => {
      chosen.verdict = verdict;
      update();
    };
    const button = (badge, verdict) => {
      const made = document.createElement('button');
      made.type = 'button';
      made.className = badge.className;
      made.append(...badge.childNodes);
      if (verdict !== null) made.dataset.verdict = verdict;
      made.addEventListener('click', () => show(verdict));
      buttons.push(made);
      return made;
    };
    for (const badge of counts.querySelectorAll('.badge')) {
      const verdict = badge.classList[1];
      const made = button(badge, verdict);
      made.disabled = !rows.some((row) => row.dataset.verdict === verdict);
      badge.replaceWith(made);
    }
    const everything = document.createElement('span');
    everything.className = 'badge all';
    everything.textContent = counts.dataset.all;
    const item = document.createElement('li');
    item.append(button(everything, null));
    counts.prepend(item);
    update();
    const sections = [...new Set(rows.map((row) => row.dataset.section))];
    if (sections.length > 1) counts.append(sectionFilter(sections));

    function sectionFilter(names) {
      const select = document.createElement('select');
      select.setAttribute('aria-label', counts.dataset.sections);
      select.append(
        new Option(`${counts.dataset.sections}: ${counts.dataset.everySection}`, ''),
        ...names.map((name) => new Option(name, name)),
      );
      select.addEventListener('change', () => {
        chosen.section = select.value || null;
        update();
      });
      const place = document.createElement('li');
      place.append(select);
      return place;
    }
  }

  /** A button that saves the data of its figure, or draws it as SVG with title and background, in the light theme. */
  function downloadable(button, data) {
    const { figure: id, file } = button.dataset;
    const make = {
      csv: () => new Blob(['\ufeff', data.csv[id]], { type: 'text/csv' }),
      svg: async () => new Blob([await picture()], { type: 'image/svg+xml' }),
    }[file];
    button.hidden = false;
    button.addEventListener('click', async () => {
      const link = document.createElement('a');
      link.download = `${id}.${file}`;
      link.href = URL.createObjectURL(await make());
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    });

    async function picture() {
      const spec = vegaLite.compile(structuredClone(data.figures[id]), { config: data.pictureConfig }).spec;
      const view = new vega.View(vega.parse(spec), { renderer: 'none' });
      const svg = await view.toSVG();
      view.finalize();
      return svg;
    }
  }

  function valueOf(cell) {
    if (cell.dataset.value !== undefined) return Number(cell.dataset.value);
    const text = cell.textContent.trim();
    return text === '—' ? null : text;
  }

  function charts(data) {
    const tooltip = document.createElement('div');
    tooltip.id = 'report-tooltip';
    tooltip.hidden = true;
    document.body.append(tooltip);
    window.addEventListener('scroll', () => (tooltip.hidden = true), { passive: true, capture: true });

    const shown = new Map();
    const seen = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          if (!isIntersecting || shown.has(target)) continue;
          const width = Number(target.querySelector('svg').getAttribute('width'));
          shown.set(target, { natural: width, drawn: 0, view: null });
          void draw(target);
        }
      },
      { rootMargin: '800px' },
    );
    document.querySelectorAll('.chart').forEach((chart) => seen.observe(chart));

    let waiting;
    new ResizeObserver(() => {
      clearTimeout(waiting);
      waiting = setTimeout(() => shown.forEach((_, chart) => void draw(chart)), 150);
    }).observe(document.querySelector('main'));

    async function draw(chart) {
      const state = shown.get(chart);
      const width = Math.min(chart.clientWidth, state.natural);
      if (width === 0 || Math.abs(width - state.drawn) < 4) return;
      state.drawn = width;
      const spec = fitted(data.figures[chart.dataset.figure], state.natural, width);
      // Its title is text of the page.
      delete spec.title;
      const holder = document.createElement('div');
      try {
        const compiled = vegaLite.compile(spec, { config: data.config }).spec;
        const view = new vega.View(vega.parse(compiled), { renderer: 'svg', container: holder, hover: true });
        view.tooltip((_handler, event, _item, value) => showTooltip(event, value));
        await view.runAsync();
        state.view?.finalize();
        state.view = view;
        chart.replaceChildren(holder);
        chart.classList.toggle(
          'scrolls',
          Number(holder.firstChild.getAttribute('width')) > chart.clientWidth + 1,
        );
      } catch (error) {
        // The still picture stays where it is.
        console.error(error);
      }
    }

    function showTooltip(event, value) {
      if (value === null || value === undefined || value === '') {
        tooltip.hidden = true;
        return;
      }
      const list = document.createElement('dl');
      const entries = typeof value === 'object' ? Object.entries(value) : [['', value]];
      for (const [name, text] of entries) {
        const term = document.createElement('dt');
        const description = document.createElement('dd');
        term.textContent = name;
        description.textContent = String(text);
        list.append(term, description);
      }
      tooltip.replaceChildren(list);
      tooltip.hidden = false;
      const box = tooltip.getBoundingClientRect();
      const left =
        event.clientX + 14 + box.width > root.clientWidth
          ? event.clientX - 14 - box.width
          : event.clientX + 14;
      const top =
        event.clientY + 14 + box.height > root.clientHeight
          ? event.clientY - 14 - box.height
          : event.clientY + 14;
      tooltip.style.left = `${Math.max(4, left)}px`;
      tooltip.style.top = `${Math.max(4, top)}px`;
    }
  }

  /** The spec for a narrower page: fewer panels or pictures in a row, then a narrower plot. */
  function fitted(original, natural, available) {
    const spec = structuredClone(original);
    if (available >= natural) return spec;
    const { minWidth = 80, keepAspect = false } = spec.usermeta?.convstudy ?? {};
    const resize = (plot, width) => {
      const fitting = Math.floor(Math.max(minWidth, width));
      if (keepAspect && typeof plot.height === 'number') plot.height *= fitting / plot.width;
      plot.width = fitting;
    };
    const inRow = spec.params?.find(({ name }) => name === 'columns');
    if (inRow) {
      inRow.value = Math.max(1, Math.floor((inRow.value * available) / natural));
      return spec;
    }
    if (!Array.isArray(spec.concat) || !(spec.columns > 0)) {
      if (typeof spec.width === 'number') resize(spec, spec.width - (natural - available));
      return spec;
    }
    const panelRoom = natural / spec.columns;
    spec.columns = Math.max(1, Math.floor(available / panelRoom));
    // The panels left in a row share its whole width, up to half as wide again as they were.
    const change = available / spec.columns - panelRoom;
    for (const panel of spec.concat) {
      if (typeof panel.width === 'number')
        resize(panel, Math.min(1.5 * panel.width, panel.width + change - 4));
    }
    return spec;
  }
})();
