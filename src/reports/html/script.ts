/**
 * The one script of the page. It reads and hides what is there and makes no markup, so that nothing in a report can
 * become any; without it the page shows all, and its parts open and close.
 */
export const SCRIPT = `
'use strict';
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const rows = all('[data-outcome]');
  const groups = all('section[data-group]');
  const form = document.querySelector('form.filter');
  const shown = document.querySelector('#shown');
  let texts;

  function filter() {
    const outcomes = new Set(all('input[name=outcome]:checked', form).map((box) => box.value));
    const level = form.elements.level.value;
    const words = form.elements.text.value.toLowerCase().split(/\\s+/).filter(Boolean);
    if (words.length > 0) texts ??= new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
    let count = 0;
    for (const row of rows) {
      const { outcome } = row.dataset;
      const fits = outcomes.has(outcome) && (level === '' || row.dataset.level === level) &&
        words.every((word) => texts.get(row).includes(word));
      row.hidden = !fits;
      if (fits) count += 1;
    }
    for (const group of groups) group.hidden = all('[data-outcome]', group).every((row) => row.hidden);
    shown.textContent = count + ' of ' + rows.length + ' shown';
  }

  if (form) {
    form.hidden = false;
    let later;
    form.addEventListener('input', (event) => {
      clearTimeout(later);
      later = setTimeout(filter, event.target.type === 'search' ? 120 : 0);
    });
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('reset', () => setTimeout(filter));
    form.elements.open.hidden = !rows.some((row) => row.tagName === 'DETAILS');
    form.elements.open.addEventListener('click', () => {
      const open = form.elements.open.getAttribute('aria-pressed') !== 'true';
      form.elements.open.setAttribute('aria-pressed', String(open));
      for (const row of rows) if (row.tagName === 'DETAILS') row.open = open;
    });
    filter();
  }

  for (const button of all('button[data-copy]')) {
    button.hidden = false;
    button.addEventListener('click', async () => {
      const text = document.getElementById(button.dataset.copy).textContent;
      const label = button.textContent;
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = 'Copied';
      } catch {
        getSelection().selectAllChildren(document.getElementById(button.dataset.copy));
        button.textContent = 'Selected';
      }
      setTimeout(() => { button.textContent = label; }, 2000);
    });
  }

  function reveal() {
    let at = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!at) return;
    const target = at;
    for (; at; at = at.parentElement) {
      if (at.tagName === 'DETAILS') at.open = true;
      at.hidden = false;
    }
    target.scrollIntoView();
  }
  addEventListener('hashchange', reveal);
  if (location.hash) reveal();

  let closed = [];
  addEventListener('beforeprint', () => {
    // Exchanges and rows without findings are not printed: they would take too many pages.
    closed = all('details.row:not([open])').filter((row) => row.querySelector('.finding'));
    for (const each of closed) each.open = true;
  });
  addEventListener('afterprint', () => { for (const each of closed) each.open = false; });
})();
`;
