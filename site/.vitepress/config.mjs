import { defineConfig } from 'vitepress';

const page = (text, link) => ({ text, link });

export default defineConfig({
  title: 'graph-contract',
  description: "Contract tests for Microsoft Graph's authentication methods policy",
  lang: 'en',
  srcDir: '.pages',
  outDir: 'dist',
  cleanUrls: true,
  metaChunk: true,
  markdown: {
    // Code that is indented is drawn as that with a fence is: it scrolls, by keyboard too.
    config(md) {
      md.renderer.rules.code_block = (...args) => md.renderer.rules.fence(...args);
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
          page('Security model', '/security'),
          page('Dependencies', '/dependencies'),
          page('Changes', '/changes'),
        ],
      },
    ],
  },
});
