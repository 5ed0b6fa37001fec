/** Everyone may have a decision recorded; whoever knows a receipt's number may read it. */
export function mayMakeReceipt(): boolean {
  return true;
}
