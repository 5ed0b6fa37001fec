/** Namespaces of DMN 1.3 (OMG formal/20-03-01). */
export const DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/";
export const FEEL = "https://www.omg.org/spec/DMN/20191111/FEEL/";
/** Where Akkoord notes what a table of its own is about; other engines pass over it. */
export const AKKOORD = "urn:akkoord:dmn:1";
