/** The package has no types of its own. */
declare module 'linebreak' {
  /** Opportunities to break lines after UAX #14. */
  export default class LineBreaker {
    constructor(text: string);
    /** `position` is where the next line would begin, in UTF-16 units. */
    nextBreak(): { position: number; required: boolean } | null;
  }
}
