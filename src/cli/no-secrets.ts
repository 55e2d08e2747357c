/** Options whose values are secrets, whatever is wrong with them. */
const SECRET_OPTIONS = ['--header', '--token', '--token-readonly', '--token-command'];
/** Environment variables whose values are secrets. */
const SECRET_VARIABLES =
  /^(GRAPH_TOKEN(_READONLY)?|PACT_BROKER_(TOKEN|PASSWORD)|AZURE_CLIENT_SECRET|AZURE_CLIENT_CERTIFICATE_PASSWORD)$/;
/** A shorter value may be in a message by chance. */
const SHORTEST = 4;

/**
 * A message for people without what must not be shown: values of options and variables that are secrets, and of
 * addresses the user names, passwords, queries and fragments.
 * @param args the arguments of the command line
 */
export function withoutSecrets(
  message: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): string {
  const secrets = [...secretArguments(args), ...secretVariables(env)]
    .filter((secret) => secret.length >= SHORTEST)
    // Longer secrets are replaced first, because they may contain shorter ones.
    .sort((one, other) => other.length - one.length);
  const shown = secrets.reduce((text, secret) => text.replaceAll(secret, '[secret]'), message);
  return shown
    .split(' ')
    .map((word) => (word.includes('://') ? withoutCredentials(word) : word))
    .join(' ');
}

function secretArguments(args: readonly string[]): string[] {
  return args.flatMap((arg, at) => {
    // A password may contain blanks, which also separate the words of a message.
    const scheme = arg.indexOf('://') + 3;
    if (scheme > 2 && arg.lastIndexOf('@') > scheme) return [arg.slice(scheme, arg.lastIndexOf('@'))];
    const option = SECRET_OPTIONS.find((each) => arg === each || arg.startsWith(`${each}=`));
    // `--headr='X-Key: …'`: the option is misspelt, so that its value may be a secret.
    const unknown = /^--[^=]+=(.*)$/s.exec(arg)?.[1] ?? '';
    if (option === undefined) return unknown.includes(':') && !unknown.includes('://') ? [unknown] : [];
    const value = arg === option ? (args[at + 1] ?? '') : arg.slice(option.length + 1);
    const afterName = value.slice(value.indexOf(':') + 1).trim();
    return option === '--header' ? [value, afterName] : [value];
  });
}

const secretVariables = (env: Readonly<Record<string, string | undefined>>): string[] =>
  Object.entries(env).flatMap(([name, value]) => (SECRET_VARIABLES.test(name) && value ? [value] : []));

/** An address as it may be shown: a password may hold any character, so that all up to the last `@` goes. */
function withoutCredentials(word: string): string {
  const scheme = word.indexOf('://') + 3;
  const at = word.lastIndexOf('@');
  const named = at < scheme ? word : `${word.slice(0, scheme)}[credentials]${word.slice(at)}`;
  const end = /[?#]/.exec(named.slice(scheme));
  if (!end) return named;
  return `${named.slice(0, scheme + end.index)}${end[0] === '?' ? '?[query]' : '#[fragment]'}`;
}
