import { defineConfig } from 'vitepress';

const page = (text, link) => ({ text, link });

/** Gives each cell the heading of its column, which stands beside it where a window is too narrow for the table. */
function labelCells({ tokens }) {
  let headings = [];
  let column = 0;
  for (const [at, token] of tokens.entries()) {
    if (token.type === 'thead_open') headings = [];
    else if (token.type === 'tr_open') column = 0;
    else if (token.type === 'th_open') headings.push(tokens[at + 1].content.replaceAll('`', ''));
    else if (token.type === 'td_open') token.attrSet('data-label', headings[column++] ?? '');
  }
}

export default defineConfig({
  title: 'graph-contract',
  description: "Contract tests for Microsoft Graph's authentication methods policy",
  lang: 'en',
  srcDir: '.pages',
  outDir: 'dist',
  cleanUrls: true,
  metaChunk: true,
  // Without an icon of its own, a browser asks for one that is not there.
  head: [
    [
      'link',
      {
        rel: 'icon',
        href: "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M2 8l4 4 8-8' fill='none' stroke='%233451b2' stroke-width='3'/%3E%3C/svg%3E",
      },
    ],
  ],
  markdown: {
    // Code that is indented is drawn as that with a fence is: it scrolls, by keyboard too.
    config(md) {
      md.renderer.rules.code_block = (...args) => md.renderer.rules.fence(...args);
      md.core.ruler.push('label-cells', labelCells);
    },
    languageAlias: { ndjson: 'json' },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  },
  themeConfig: {
    search: { provider: 'local' },
    nav: [
      page('Start', '/start'),
      page('All pages', '/'),
      page('Register', '/register/'),
      page('Reference', '/reference'),
    ],
    outline: [2, 3],
    sidebar: [
      { text: 'Start', items: [page('Install and first run', '/start'), page('All pages by task', '/')] },
      {
        text: 'Provider',
        items: [
          page('Test a provider', '/verify'),
          page('Reproduce a finding', '/reproduce'),
          page('Live runs', '/live'),
          page('Authentication methods', '/operations'),
        ],
      },
      {
        text: 'Client',
        items: [
          page('Recorded traffic', '/check'),
          page('Proxy', '/proxy'),
          page('Jest and Vitest', '/jest'),
          page('Tested Graph clients', '/clients'),
        ],
      },
      { text: 'Pact', items: [page('Contract tests with Pact', '/pact')] },
      {
        text: 'CI',
        items: [
          page('Continuous integration', '/ci'),
          page('Waivers and baselines', '/waivers'),
          page('Compare two runs', '/diff'),
          page('Merge reports', '/merge'),
        ],
      },
      {
        text: 'Reports',
        items: [
          page('Reports', '/reports'),
          page('Console', '/reports/console'),
          page('HTML', '/reports/html'),
          page('JSON', '/reports/json'),
          page('JUnit', '/reports/junit'),
          page('SARIF', '/reports/sarif'),
          page('Markdown', '/reports/markdown'),
          page('Evidence', '/reports/evidence'),
          page('Outcomes', '/outcomes'),
          page('Troubleshooting', '/troubleshooting'),
        ],
      },
      {
        text: 'Extending',
        items: [
          page('Write your own check', '/write-your-own-check'),
          page('Operation packs', '/packs'),
          page('Library', '/library'),
          page('Contributing', '/contributing'),
        ],
      },
      {
        text: 'Detection rate and benchmarks',
        items: [
          page('Detection rate', '/strength'),
          page('Peers', '/peers'),
          page('Schemathesis', '/schemathesis'),
          page('Drift', '/drift'),
        ],
      },
      {
        text: 'Reference',
        items: [
          page('Commands, exit codes, files', '/reference'),
          page('Register of requirements', '/register/'),
          page('Sources of the requirements', '/sentences'),
          page('Security model', '/security'),
          page('Dependencies', '/dependencies'),
          page('Changes', '/changes'),
        ],
      },
    ],
  },
});
