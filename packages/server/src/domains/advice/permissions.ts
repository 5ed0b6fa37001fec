/** Everyone may ask; nobody needs to sign in for it. */
export function mayAsk(): boolean {
  return true;
}
