/** Light or dark as the reader's system is; errors differ by line and weight too, never by colour alone. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --back: #fff; --front: #1b1b1f; --dim: #5a5a66; --rule: #d5d5de; --inserted: #0b5d2a; --inserted-back: #dff5e6; --deleted: #a11212; --deleted-back: #fde4e4; }
@media (prefers-color-scheme: dark) { :root { --back: #16161a; --front: #ececf1; --dim: #a6a6b3; --rule: #3a3a45; --inserted: #8ce2ab; --inserted-back: #12331f; --deleted: #ffaaaa; --deleted-back: #431a1a; } }
body { margin: 0; background: var(--back); color: var(--front); font: 16px/1.55 system-ui, sans-serif; }
main { max-width: 76rem; margin: 0 auto; padding: 1.5rem; }
h1, h2 { line-height: 1.2; }
.legend { max-width: 62rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--dim); padding: .25rem 0; }
th, td { text-align: right; padding: .3rem .6rem; border-top: 1px solid var(--rule); vertical-align: top; font-weight: normal; }
thead th { font-weight: 600; border-top: 0; vertical-align: bottom; }
th:first-child, .text { text-align: left; }
th[scope=row] { overflow-wrap: anywhere; min-width: 11rem; }
.wide td { white-space: nowrap; }
.text { border-top: 0; line-height: 1.9; padding-bottom: 1rem; overflow-wrap: anywhere; }
button { font: inherit; font-weight: 600; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; text-align: inherit; text-decoration: underline dotted; }
[aria-sort=ascending] button::after { content: " ▲"; }
[aria-sort=descending] button::after { content: " ▼"; }
a { color: inherit; }
ins { color: var(--inserted); background: var(--inserted-back); text-decoration: underline; font-weight: 600; border-radius: .2rem; padding: 0 .15rem; }
del { color: var(--deleted); background: var(--deleted-back); text-decoration: line-through; border-radius: .2rem; padding: 0 .15rem; }
.sub { white-space: nowrap; border-bottom: 2px dotted var(--dim); }
[data-note] { position: relative; }
[data-note]:hover::after, [data-note]:focus::after { content: attr(data-note); position: absolute; left: 0; top: 100%; z-index: 1; padding: .15rem .5rem; background: var(--front); color: var(--back); font: 13px/1.5 system-ui, sans-serif; white-space: nowrap; border-radius: .25rem; text-decoration: none; display: inline-block; }
:focus-visible { outline: 3px solid #4a7dff; outline-offset: 2px; }
`;

/** Sorts the recordings of a table: by rates and counts the worst first, again for the other way round. */
export const PAGE_SCRIPT = `
for (const button of document.querySelectorAll('button[data-column]')) {
  button.addEventListener('click', () => {
    const heading = button.parentElement;
    const table = heading.closest('table');
    const column = Number(button.dataset.column);
    const before = heading.getAttribute('aria-sort');
    const first = column === 0 ? 'ascending' : 'descending';
    const order = before === null ? first : before === 'ascending' ? 'descending' : 'ascending';
    for (const other of table.querySelectorAll('[aria-sort]')) other.removeAttribute('aria-sort');
    heading.setAttribute('aria-sort', order);
    const value = (body) => Number(body.dataset.values.split(' ')[column]);
    const sign = order === 'ascending' ? 1 : -1;
    table.append(...[...table.tBodies].sort((a, b) => sign * (value(a) - value(b))));
  });
}
`;
