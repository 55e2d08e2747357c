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

/** What is kept of a schema: names, and where they stand. */
export interface Schema {
  types: Map<string, StructuredType>;
  enumerations: Map<string, { line: number; members: Map<string, number> }>;
  /** Singletons and entity sets of the container, and the types of what they hold. */
  roots: Map<string, string>;
  /** `Type/property` to what annotations say of its bounds. */
  bounds: Map<string, { minimum?: number; maximum?: number; line: number }>;
  /** `Type/property` of those that annotations say cannot be changed, with the line. */
  fixed: Map<string, number>;
  /** Where the schema of Graph begins; 0 where there is none. */
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
