/** Findings of a row that are printed, the first of them in full; the screen and report.json have the others. */
export const ON_PAPER = 3;

/** The one stylesheet of the page. Colours are named by what they stand for, once for light and once for dark. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #fff; --card: #f6f7f9; --ink: #1b1f24; --quiet: #57606a; --line: #d0d7de; --link: #0550ae;
  --violates: #a40e26; --violates-ground: #ffebe9; --error: #6e3096; --error-ground: #f6edff;
  --deviates: #7a4b00; --deviates-ground: #fff4d6; --conforms: #116329; --conforms-ground: #dcf7e3;
  --waived: #0b5a6b; --waived-ground: #ddf4f9; --neutral: #57606a; --neutral-ground: #eceff2;
  --mark: #ffd8a8; --mark-ink: #5c2b00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0d1117; --card: #161b22; --ink: #e6edf3; --quiet: #a2abb5; --line: #3d444d; --link: #79b8ff;
    --violates: #ff9c94; --violates-ground: #3c1618; --error: #d6b3ff; --error-ground: #2c1b41;
    --deviates: #f0c46c; --deviates-ground: #332500; --conforms: #7ee08f; --conforms-ground: #10301a;
    --waived: #7fd5e8; --waived-ground: #0b2e37; --neutral: #b3bcc6; --neutral-ground: #232a32;
    --mark: #6b3d00; --mark-ink: #ffe3bf;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 6rem; -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 1rem; max-width: 72rem; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; overflow-wrap: anywhere;
}
h1, h2, h3, h4, p, dl, dd, ul, ol, pre { margin: 0; }
h3, h4 { font-size: 1rem; }
section > :is(h2, h3), footer > :is(h2, h3) { margin: 2rem 0 .5rem; font-size: 1.25rem; }
.operation { margin-top: 2.5rem; }
a { color: var(--link); }
a:focus-visible, button:focus-visible, summary:focus-visible, input:focus-visible, select:focus-visible, pre:focus-visible {
  outline: 3px solid var(--link); outline-offset: 2px; border-radius: 4px;
}
code, pre, .mono { font: .8125rem/1.45 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; }
.quiet { color: var(--quiet); }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.badge {
  display: inline-block; padding: 0 .5em; border-radius: 1em; font-size: .8125rem; font-weight: 600; white-space: nowrap;
  color: var(--tone); background: var(--tone-ground);
}
.violates { --tone: var(--violates); --tone-ground: var(--violates-ground); }
.error, .untestable, .incomplete { --tone: var(--error); --tone-ground: var(--error-ground); }
.deviates { --tone: var(--deviates); --tone-ground: var(--deviates-ground); }
.conforms { --tone: var(--conforms); --tone-ground: var(--conforms-ground); }
.waived { --tone: var(--waived); --tone-ground: var(--waived-ground); }
.informational, .not-exercised, .not-applicable { --tone: var(--neutral); --tone-ground: var(--neutral-ground); }
.verdict { padding: .75rem 1rem; border-left: .5rem solid var(--tone); border-radius: 6px; background: var(--tone-ground); }
.verdict :is(h1, h2) { font-size: 1.375rem; line-height: 1.25; color: var(--tone); }
.verdict :is(h1, h2) .target { font-weight: 400; }
.verdict ul { margin-top: .25rem; padding: 0; list-style: none; }
.verdict p { margin-top: .125rem; font-size: .9375rem; }
.counts { display: flex; flex-wrap: wrap; gap: .25rem .5rem; margin: .75rem 0 0; padding: 0; list-style: none; }
.card { margin-top: .75rem; padding: .75rem 1rem; border: 1px solid var(--line); border-left: .375rem solid var(--tone, var(--line)); border-radius: 6px; background: var(--card); }
.card > * + * { margin-top: .375rem; }
.card > :is(h2, h3) { margin-top: 0; font-size: 1rem; }
.pair { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0 .75rem; font-size: .9375rem; }
.pair dt { color: var(--quiet); }
.pair dd { min-width: 0; }
.expected, .actual { font: .8125rem/1.45 ui-monospace, Menlo, Consolas, monospace; }
.actual { color: var(--tone); }
.command { display: flex; gap: .5rem; align-items: start; }
.again { display: flex; flex-wrap: wrap; gap: .25rem .5rem; align-items: center; }
.again code { overflow-wrap: anywhere; }
.command pre { flex: 1; min-width: 0; }
pre { padding: .375rem .625rem; overflow-x: auto; border: 1px solid var(--line); border-radius: 4px; background: var(--ground); }
pre.wire { white-space: pre-wrap; overflow-wrap: anywhere; }
.ctl { color: var(--quiet); user-select: none; }
mark, mark .ctl { background: var(--mark); color: var(--mark-ink); }
button, input, select { font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--line); border-radius: 4px; padding: .125rem .5rem; min-height: 1.75rem; }
button { cursor: pointer; font-size: .875rem; }
form.filter { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .375rem .75rem; align-items: center; margin-top: 1.5rem; padding: .5rem 0; background: var(--ground); border-bottom: 1px solid var(--line); font-size: .875rem; }
form.filter fieldset { display: contents; }
form.filter legend { float: left; padding: 0; color: var(--quiet); }
form.filter label { display: inline-flex; gap: .25rem; align-items: center; }
form.filter input[type=search] { width: 14rem; max-width: 100%; }
.rows { display: grid; grid-template-columns: minmax(0, 1fr); gap: .375rem; }
details.row { border: 1px solid var(--line); border-left: .375rem solid var(--tone); border-radius: 6px; content-visibility: auto; contain-intrinsic-size: auto 2.5rem; }
details.row > summary { display: flex; flex-wrap: wrap; gap: .125rem .625rem; align-items: baseline; padding: .375rem .75rem; cursor: pointer; }
details.row > summary::marker { content: ""; }
details.row > summary .title { flex: 1 1 14rem; }
details.row[open] > summary { border-bottom: 1px solid var(--line); }
details.row > .inside { padding: .5rem .75rem .75rem; }
.inside > * + *, .finding > * + * { margin-top: .5rem; }
.finding { padding: .625rem .75rem; border: 1px solid var(--line); border-left: .25rem solid var(--tone); border-radius: 4px; background: var(--card); content-visibility: auto; contain-intrinsic-size: auto 12rem; }
.finding > :is(h3, h4) { font-size: .9375rem; }
.short { margin: 0; padding-left: 1.25rem; font-size: .875rem; }
details.exchange > summary { cursor: pointer; font-size: .875rem; }
details.exchange > * + * { margin-top: .375rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th, td { padding: .25rem .5rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th:not(.mono) { overflow-wrap: normal; }
tbody th[scope=row] { min-width: 12rem; }
table.matrix th[scope=row] { font-weight: 400; }
table.matrix td { white-space: nowrap; }
thead th { position: sticky; top: 0; background: var(--ground); }
:target { outline: 3px solid var(--link); outline-offset: 2px; }
footer { margin-top: 2rem; padding-top: .75rem; border-top: 1px solid var(--line); font-size: .875rem; }
[hidden] { display: none !important; }
.on-paper { display: none; }
@media (max-width: 40rem) {
  body { padding: .5rem; font-size: 15px; }
  .verdict { padding: .375rem .625rem; }
  .verdict :is(h1, h2) { font-size: 1.125rem; }
  .verdict p { font-size: .8125rem; line-height: 1.35; }
  .counts { margin-top: .375rem; }
  .card { padding: .5rem .625rem; margin-top: .5rem; }
  .card > * + * { margin-top: .25rem; }
  .pair { font-size: .8125rem; }
  form.filter { position: static; }
  html { scroll-padding-top: .5rem; }
}
@media print {
  :root {
    --ground: #fff; --card: #fff; --ink: #000; --quiet: #444; --line: #999; --link: #000;
    --violates: #8a0010; --violates-ground: #fff; --error: #4d1f73; --error-ground: #fff; --deviates: #5c3800;
    --deviates-ground: #fff; --conforms: #0a4a1c; --conforms-ground: #fff; --waived: #064250; --waived-ground: #fff;
    --neutral: #444; --neutral-ground: #fff; --mark: #eee; --mark-ink: #000;
  }
  html { font-size: 9pt; }
  body { max-width: none; padding: 0; font-size: 1rem; }
  form.filter, button, .skip, .finding .command, .short { display: none; }
  .finding:nth-of-type(n + ${ON_PAPER + 1}) { display: none; }
  .finding:nth-of-type(n + 2) > :not(h3, h4) { display: none; }
  .on-paper { display: block; }
  /* A detail that is closed shows nothing on paper but its title. */
  details.exchange:not([open]) { display: none; }
  details.row, .finding { content-visibility: visible; }
  .card, .pair > *, details.row > summary { break-inside: avoid; }
  :is(h2, h3, h4), details.row > summary, details.exchange > summary { break-after: avoid; }
  pre { white-space: pre-wrap; }
  .badge { border: 1px solid currentColor; }
  a[href^="http"]::after { content: " <" attr(href) ">"; font-size: 8pt; color: var(--quiet); }
}
`;
