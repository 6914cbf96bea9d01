/** What the panels of the playground's drawer share. */

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Call `look` at once when the element comes into view, and again every so many milliseconds while it is there. */
export function whileVisible(element, milliseconds, look) {
  let isVisible = false;
  let isLooking = false;
  async function follow() {
    isLooking = true;
    while (isVisible) {
      if (!document.hidden) await look().catch((error) => console.info(error.message));
      await pause(milliseconds);
    }
    isLooking = false;
  }
  new IntersectionObserver((entries) => {
    isVisible = entries.at(-1).isIntersecting;
    if (isVisible && !isLooking) follow();
  }).observe(element);
}

const UNITS = [["day", 86_400], ["hour", 3600], ["minute", 60]];

/** A span as the two largest units of it say it: "3 days 4 hours". */
export function span(seconds) {
  let rest = Math.round(Math.abs(seconds));
  const parts = [];
  for (const [name, length] of UNITS) {
    const number = Math.floor(rest / length);
    rest -= number * length;
    if (number) parts.push(`${number} ${name}${number === 1 ? "" : "s"}`);
  }
  return parts.slice(0, 2).join(" ") || "less than a minute";
}

/** A status is read out when it changes: only then is it written. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
