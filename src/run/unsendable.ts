/** Why a reproduction cannot be sent. */
export class Unsendable extends Error {}
