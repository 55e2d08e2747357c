import { createHash } from 'node:crypto';
import { raw } from 'hono/html';
import { html, type Markup } from './markup';
import { SCRIPT } from './script';
import { STYLE } from './style';

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * A whole page in one file: it fetches nothing, and the policy in its head lets nothing run but its own style and
 * script, which are named by their hashes.
 */
export function page(title: string, content: readonly Markup[]): string {
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(STYLE)}`,
    `script-src ${hashOf(SCRIPT)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `${html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        ${raw(`<style>${STYLE}</style>`)}
      </head>
      <body>
        ${content} ${raw(`<script>${SCRIPT}</script>`)}
      </body>
    </html>`}\n`;
}
