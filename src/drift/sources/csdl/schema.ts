export interface Member {
  line: number;
  /** Without its namespace. */
  type: string;
  nullable: boolean | undefined;
}

export interface StructuredType {
  line: number;
  base: string | undefined;
  key: string | undefined;
  members: Map<string, Member>;
}

/** The recorded parts of a schema: names and their lines. */
export interface Schema {
  types: Map<string, StructuredType>;
  enumerations: Map<string, { line: number; members: Map<string, number> }>;
  /** Singletons and entity sets of the container, with their types. */
  roots: Map<string, string>;
  /** `Type/property` to the bounds in annotations. */
  bounds: Map<string, { minimum?: number; maximum?: number; line: number }>;
  /** `Type/property` of properties that annotations mark as read-only, with the line. */
  fixed: Map<string, number>;
  /** The first line of Graph's schema; 0 if there is none. */
  line: number;
}

/** A type and its bases, the nearest first. */
export function chainOf(type: StructuredType, { types }: Schema): StructuredType[] {
  const chain: StructuredType[] = [];
  for (let at: StructuredType | undefined = type; at && !chain.includes(at);) {
    chain.push(at);
    at = at.base === undefined ? undefined : types.get(at.base);
  }
  return chain;
}
