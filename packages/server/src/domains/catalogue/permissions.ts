/** The catalogue is public. */
export function mayReadCatalogue(): boolean {
  return true;
}
