/** What is used of two packages that come without types. */
declare module 'webvtt-parser' {
  export class WebVTTParser {
    constructor(entities?: Record<string, string>);
    parse(
      text: string,
      kind?: string,
    ): {
      cues: { startTime: number; endTime: number; text: string; tree: { children: VttNode[] } }[];
      errors: { message: string; line: number }[];
    };
  }
  interface VttNode {
    type: 'text' | 'object' | 'timestamp';
    name?: string;
    value?: string;
    children?: VttNode[];
  }
}

interface ImscErrorHandler {
  info(message: string): boolean;
  warn(message: string): boolean;
  error(message: string): boolean;
  fatal(message: string): boolean;
}
interface ImscDocument {
  getMediaTimeEvents(): number[];
}
interface ImscNode {
  kind?: string;
  text?: string;
  styleAttrs?: Record<string, unknown>;
  contents?: ImscNode[];
}

// The package's front door brings the part along that draws into a browser's window.
declare module 'imsc/src/main/js/doc.js' {
  export function fromXML(xml: string, errors: ImscErrorHandler): ImscDocument | null;
}
declare module 'imsc/src/main/js/isd.js' {
  export function generateISD(document: ImscDocument, seconds: number, errors: ImscErrorHandler): ImscNode;
}
