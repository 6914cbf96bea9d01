/** What I may do in a group, as an administrator or because all its members may. */

export const isAdmin = (member) => member.status === "creator" || member.status === "administrator";

export function may(chat, right) {
  if (chat.kind === "private") return true;
  const { me } = chat;
  if (me.status === "creator") return true;
  if (me.status === "administrator") return Boolean(me[right]) || chat.permissions.includes(right);
  return me.status === "restricted" ? Boolean(me[right]) : chat.permissions.includes(right);
}
