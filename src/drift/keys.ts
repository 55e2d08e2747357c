import type { Cloud } from './statements';

/** Escapes an external name for use in a key, as in JSON pointers. */
const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** The keys of statements, one function for each kind. Keys are stable, because ledgers contain them. */
export const KEYS = {
  method: (operation: string) => `${operation}/method`,
  path: (operation: string) => `${operation}/path`,
  header: (operation: string, name: string) => `${operation}/header/${name.toLowerCase()}/required`,
  scheme: (operation: string) => `${operation}/header/authorization/scheme`,
  requestMedia: (operation: string) => `${operation}/request/media-type`,
  requestJson: (operation: string) => `${operation}/request/json`,
  requestBody: (operation: string) => `${operation}/request/body`,
  requestType: (operation: string) => `${operation}/request/type`,
  annotationRequired: (operation: string) => `${operation}/request/@odata.type/required`,
  annotationValue: (operation: string) => `${operation}/request/@odata.type/value`,
  status: (operation: string) => `${operation}/response/status`,
  body: (operation: string) => `${operation}/response/body`,
  responseMedia: (operation: string) => `${operation}/response/media-type`,
  context: (operation: string) => `${operation}/response/context`,
  permission: (operation: string, kind: string) => `${operation}/permission/${kind}`,
  cloud: (cloud: Cloud) => `cloud/${cloud}`,
  type: (type: string) => `type/${type}`,
  base: (type: string) => `type/${type}/base`,
  key: (type: string) => `type/${type}/key`,
  annotation: (type: string) => `type/${type}/@odata.type`,
  page: (type: string) => `type/${type}/page`,
  property: (type: string, name: string) => `property/${type}.${escaped(name)}`,
  propertyType: (type: string, name: string) => `property/${type}.${name}/type`,
  json: (type: string, name: string) => `property/${type}.${name}/json`,
  nullable: (type: string, name: string) => `property/${type}.${name}/nullable`,
  itemsNullable: (type: string, name: string) => `property/${type}.${name}/items-nullable`,
  range: (type: string, name: string) => `property/${type}.${name}/range`,
  updatable: (type: string, name: string) => `property/${type}.${name}/updatable`,
  required: (type: string, name: string) => `property/${type}.${name}/required`,
  values: (type: string, name: string) => `property/${type}.${name}/values`,
  deprecated: (type: string, name: string) => `property/${type}.${name}/deprecated`,
  default: (type: string, name: string) => `property/${type}.${name}/default`,
  order: (type: string, lower: string, upper: string) => `order/${type}/${lower}/${upper}`,
  member: (enumeration: string, member: string) => `enum/${enumeration}.${escaped(member)}`,
} as const;
