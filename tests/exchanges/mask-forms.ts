/** What recorders write in the place of any value, each with one that does. */
export const MASKS = [
  '***', // Dev Proxy of Microsoft, GitHub Actions, Azure Pipelines
  '*****',
  '********************',
  'REDACTED', // Azure SDKs
  'redacted',
  '[REDACTED]', // Elastic APM, Sentry
  '[Redacted]', // pino
  '<redacted>', // git
  '(redacted)',
  '{redacted}',
  '**REDACTED**', // go-autorest
  '***REDACTED***',
  '___REDACTED___',
  '--REDACTED--',
  '«redacted»',
  '[Authorization redacted]', // Cloudflare's HAR sanitizer
  '[id redacted]',
  '[FILTERED]', // Rails, Faraday
  '[MASKED]', // GitLab
  '<masked>', // kubectl
  '<HIDDEN>',
  '[removed]',
  '***MASKED***', // Serilog
  'Sanitized', // the test proxy of Azure SDKs
  '[SANITIZED]',
  '<TOKEN>', // VCR
  '<API_KEY>',
  '[secret]',
  '<SENSITIVE>',
  '[PII]',
  '██', // OkHttp
  '••••••••',
  'XXXXXXXX',
  'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx',
  '********-****-****-****-************',
  '2d0a7f36-****-****-****-********5d01',
  'ends****here',
  '{{groupId}}', // Postman, Bruno, JetBrains
  '{{ _.token }}', // Insomnia
  "{% response 'body' %}",
  '${token}', // k6, JMeter
  '${{ secrets.TOKEN }}',
  ' [REDACTED] ',
  'Bearer ***',
];

/** What a client may send by mistake, or with intent: none of it is what a recorder writes in a body. */
export const SENT = [
  '',
  'enabled',
  '{id}',
  '$Name',
  '%NAME%',
  '#{id}',
  '---',
  '...',
  '…',
  '___',
  '###',
  'xxx',
  'XXXX',
  '*',
  '**',
  '[data]',
  '[value]',
  '[key]',
  '<header>',
  '<string>',
  '{value}',
  '{token}',
  '(none)',
  '[]',
  '[object Object]',
  'removed',
  'hidden',
  'filtered',
  'omitted',
  'stripped',
  'unmasked',
  'mask',
  '-removed',
  'sha256:0f2e4c668d1b',
  'null',
  'undefined',
  '00000000-0000-0000-0000-000000000000',
  '{2d0a7f36-91c4-4b7e-8f52-6a3e1c9b5d01}',
  '[secret-1, 36 characters]',
  '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration',
  'all_users',
  '__typename',
];
