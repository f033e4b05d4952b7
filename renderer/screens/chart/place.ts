/** The document in which a line of a table was found. */
export interface Place {
  readonly statement: string;
  readonly leaf: number;
}

export type OnDocument = (place: Place) => void;
