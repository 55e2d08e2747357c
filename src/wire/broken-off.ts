/** Why a run cannot go on. */
export class BrokenOff extends Error {}
